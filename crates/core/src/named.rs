//! Enums whose variants have names in reports and files: each is written once, with its name behind it.

/// An enum with `ALL`, every variant in order, and `name`, the same in every language.
macro_rules! named {
    ($(#[$about:meta])* $vis:vis enum $Named:ident { $($(#[$doc:meta])* $One:ident = $name:literal,)+ }) => {
        $(#[$about])*
        $vis enum $Named {
            $($(#[$doc])* $One,)+
        }

        impl $Named {
            /// Every one, in order.
            $vis const ALL: [Self; [$($name),+].len()] = [$(Self::$One),+];

            /// Its name in reports and files, the same in every language.
            $vis const fn name(self) -> &'static str {
                match self {
                    $(Self::$One => $name,)+
                }
            }
        }
    };
}

pub(crate) use named;
