//! What a process keeps of what it read: one value of each type, under the revision of the database it was made from.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

type Kept = (String, Arc<dyn Any + Send + Sync>);

/// Derived values by their types. Each is a copy of what the database holds and may be forgotten at any moment.
#[derive(Default)]
pub(crate) struct Derived(Mutex<BTreeMap<TypeId, Kept>>);

impl Derived {
    /// The value that is kept, and the revision it was made from.
    pub(crate) fn kept<T: Send + Sync + 'static>(&self) -> Option<(String, Arc<T>)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (revision, value) = kept.get(&TypeId::of::<T>())?;
        Some((revision.clone(), value.clone().downcast().ok()?))
    }

    /// Keeps a value in place of the one of another revision.
    pub(crate) fn keep<T: Send + Sync + 'static>(&self, revision: &str, value: Arc<T>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(TypeId::of::<T>(), (revision.to_owned(), value));
    }
}
