//! What a template is given.

use std::borrow::Cow;

use minijinja::Value;
use minijinja::value::Serde;
use serde::ser::{Serialize, Serializer};

/// Names and values for a template, usually made with [`crate::context!`]; anything that serialises to a map does as well.
///
/// What is given is held as it is: a page that is kept already only needs its JSON, and no template's values.
#[derive(Default)]
pub struct Context(Vec<(Cow<'static, str>, Box<dyn Part>)>);

/// Whatever serialises, behind a pointer.
trait Part: Send {
    fn json(&self, json: &mut Vec<u8>) -> serde_json::Result<()>;
    fn value(&self) -> Value;
}

impl<T: Serialize + Send> Part for T {
    fn json(&self, json: &mut Vec<u8>) -> serde_json::Result<()> {
        serde_json::to_writer(json, self)
    }

    fn value(&self) -> Value {
        Value::from(Serde(self))
    }
}

impl Context {
    /// Sets a name; a later value wins.
    pub fn put(&mut self, name: impl Into<Cow<'static, str>>, value: impl Serialize + Send + 'static) {
        let name = name.into();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, Box::new(value)));
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
        let value = Value::from(Serde(value));
        let keys = value.try_iter().into_iter().flatten();
        let part = |key: Value| Some((key.as_str()?.to_owned().into(), Box::new(value.get_item(&key).ok()?) as _));
        Context(keys.filter_map(part).collect())
    }

    /// Everything in it, to be told from every other context.
    pub(crate) fn json(&self, json: &mut Vec<u8>) -> serde_json::Result<()> {
        for (name, value) in &self.0 {
            serde_json::to_writer(&mut *json, name)?;
            json.push(b':');
            value.json(json)?;
            json.push(b',');
        }
        Ok(())
    }

    /// The value a template sees.
    pub(crate) fn value(&self) -> Value {
        Value::from_pairs(self.0.iter().map(|(name, value)| (&**name, value.value())))
    }
}

/// A context inside another one.
impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// Makes a [`Context`]: `context! { rule => rule, outcomes, ..more }`. Values are anything that serialises.
#[macro_export]
macro_rules! context {
    (@put $context:ident $name:ident) => { $context.put(stringify!($name), $name) };
    (@put $context:ident $name:ident $value:expr) => { $context.put(stringify!($name), $value) };
    ($($name:ident $(=> $value:expr)?),* $(, ..$rest:expr)? $(,)?) => {{
        #[allow(unused_mut, reason = "an empty context is never changed")]
        let mut context = $crate::Context::default();
        $($crate::context!(@put context $name $($value)?);)*
        $(context.extend($rest);)?
        context
    }};
}
