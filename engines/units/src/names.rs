//! Closed lists of names.

/// A text that stands for one case of an enum, in the database, in JSON and in word keys: `names!("Credit", Effect { Offset =>
/// "offset" })`. The domain goes before the type in the schema's name, so that two domains may have a type of one name.
#[macro_export]
macro_rules! names {
    ($domain:literal, $type:ident { $($case:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every case, in the order it is shown.
            pub const ALL: &'static [$type] = &[$($type::$case),+];

            /// The stable name in the database, in JSON and in word keys.
            pub const fn name(self) -> &'static str {
                match self { $($type::$case => $name),+ }
            }

            /// The case of a stable name.
            pub fn named(name: &str) -> Option<$type> {
                Self::ALL.iter().copied().find(|case| case.name() == name)
            }
        }

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                $type::named(&text).ok_or_else(|| {
                    $crate::serde::de::Error::unknown_variant(&text, &[$($name),+])
                })
            }
        }

        impl $crate::schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                concat!($domain, stringify!($type)).into()
            }

            fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $crate::schemars::json_schema!({ "type": "string", "enum": [$($name),+] })
            }
        }
    };
}
