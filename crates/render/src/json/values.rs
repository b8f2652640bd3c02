//! How values become JSON without being copied first, and the shape of each named once.

use std::fmt::Display;

use serde::{Serialize, Serializer};

/// A value as the report has it; see [`json`].
pub(crate) struct Json<T>(pub(crate) T);

/// The members of a value in their order, `name: what stands there`. One marked `if some` is left out where it holds nothing.
macro_rules! json {
    ($it:ident: $type:ty => { $($name:ident $(if $some:ident)?: $value:expr,)* }) => {
        impl serde::Serialize for $crate::json::values::Json<$type> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct as _;
                let $it = &self.0;
                let members = [$(stringify!($name)),*].len();
                let mut object = serializer.serialize_struct("", members)?;
                $($crate::json::values::json!(@member object, $name, $value $(, $some)?);)*
                object.end()
            }
        }
    };
    (@member $object:ident, $name:ident, $value:expr) => {
        $object.serialize_field(stringify!($name), &$value)?
    };
    (@member $object:ident, $name:ident, $value:expr, some) => {
        match &$value {
            value if $crate::json::values::Held::is_held(value) => {
                $object.serialize_field(stringify!($name), value)?
            }
            _ => $object.skip_field(stringify!($name))?,
        }
    };
}
pub(crate) use json;

/// What may hold nothing, and is left out then.
pub(crate) trait Held {
    fn is_held(&self) -> bool;
}

impl<T> Held for Option<T> {
    fn is_held(&self) -> bool {
        self.is_some()
    }
}

impl Held for bool {
    fn is_held(&self) -> bool {
        *self
    }
}

impl Held for usize {
    fn is_held(&self) -> bool {
        *self > 0
    }
}

impl<T> Held for [T] {
    fn is_held(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> Held for List<'_, T> {
    fn is_held(&self) -> bool {
        !self.0.is_empty()
    }
}

/// A value that is written as its text.
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A list of which each entry is made ready only when it is written.
pub(crate) struct Each<F>(pub(crate) F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A list of values, each as the report has it.
pub(crate) struct List<'a, T>(pub(crate) &'a [T]);

impl<'a, T> Serialize for List<'a, T>
where
    Json<&'a T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Json))
    }
}
