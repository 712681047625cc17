//! What a template is given.

use std::any::Any;

use minijinja::Value;
use minijinja::value::Serde;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Names and values for a template, usually made with [`crate::context!`]; anything that serialises to a map does as well.
#[derive(Clone, Debug, Default)]
pub struct Context(Vec<(String, Value)>);

impl Context {
    /// Sets a name; a later value wins.
    pub fn put(&mut self, name: &str, value: impl Serialize) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), Value::from(Serde(value))));
    }

    /// Takes over the names of another context that are not set here.
    pub fn extend(&mut self, other: Context) {
        for (name, value) in other.0 {
            if !self.0.iter().any(|(known, _)| *known == name) {
                self.0.push((name, value));
            }
        }
    }

    /// A context from whatever serialises to a map or structure; one that is a context already is taken as it is.
    pub(crate) fn from<T: Serialize + 'static>(value: T) -> Context {
        let mut given = Some(value);
        if let Some(context) = (&mut given as &mut dyn Any).downcast_mut::<Option<Context>>() {
            return context.take().unwrap_or_default();
        }
        let value = Value::from(Serde(given));
        let keys = value.try_iter().into_iter().flatten();
        Context(keys.filter_map(|key| Some((key.as_str()?.to_owned(), value.get_item(&key).ok()?))).collect())
    }

    /// The value a template sees.
    pub(crate) fn into_value(self) -> Value {
        Value::from_pairs(self.0)
    }
}

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Makes a [`Context`]: `context! { rule => rule, outcomes, ..more }`. Values are anything that serialises.
#[macro_export]
macro_rules! context {
    (@put $context:ident $name:ident) => { $context.put(stringify!($name), &$name) };
    (@put $context:ident $name:ident $value:expr) => { $context.put(stringify!($name), &$value) };
    ($($name:ident $(=> $value:expr)?),* $(, ..$rest:expr)? $(,)?) => {{
        #[allow(unused_mut, reason = "an empty context is never changed")]
        let mut context = $crate::Context::default();
        $($crate::context!(@put context $name $($value)?);)*
        $(context.extend($rest);)?
        context
    }};
}
