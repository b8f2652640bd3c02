//! The tables of what a condition is made of.

/// An enum with a variant for each file of a room. A part is asked as its trait says, so that none can be left half made.
macro_rules! parts {
    ($(#[$about:meta])* $All:ident of $Part:ident, $Authored:ident: $($(#[$doc:meta])* $file:ident::$One:ident,)*) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $All {
            $($(#[$doc])* $One($file::$One),)*
        }

        $(impl From<$file::$One> for $All {
            fn from(one: $file::$One) -> Self {
                Self::$One(one)
            }
        })*

        impl $All {
            fn part(&self) -> &dyn $Part {
                match self {
                    $(Self::$One(one) => one,)*
                }
            }

            /// The same for those who write a book: apart, so that a program which only judges has none of it.
            fn authored(&self) -> &dyn $Authored {
                match self {
                    $(Self::$One(one) => one,)*
                }
            }

            /// Asks a part what is asked for every application: each is known where it is asked, and need not be looked up.
            #[inline]
            fn ask_part<T>(&self, ask: impl FnOnce(&dyn $Part) -> T) -> T {
                match self {
                    $(Self::$One(one) => ask(one),)*
                }
            }

            /// How a rule book writes each, in the order of the table.
            fn words() -> impl Iterator<Item = Word> {
                [$($file::$One::words()),*].into_iter().flatten()
            }
        }
    };
}

pub(crate) use parts;
