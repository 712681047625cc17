//! Attached files, sealed, in a folder or in an S3-compatible bucket, by the `object_store` library.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use futures_util::TryStreamExt;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use op::Error;
use tokio::runtime::Runtime;
use units::Instant;

use crate::config::{Config, FilesConfig};
use crate::sealed::{Opening, Sealing, chunk};

/// Part size of an upload: 5 MiB is the least an S3 part may have.
const PART_BYTES: usize = 5 * 1024 * 1024;

/// A content that is stored again is written again if it is older: the sweep, which goes by age, then leaves it alone. Younger
/// ones are far from the sweep, and most repeats come within minutes.
const FRESH_SECONDS: i64 = 3600;

/// Contents by their hash, in an object store. Runs its own small runtime, because the floors below the web are synchronous.
pub struct ObjectFiles {
    store: Arc<dyn ObjectStore>,
    keys: op::Keys,
    random: op::Random,
    clock: op::Clock,
    /// Held while an old content is written again or removed, so that neither undoes the other.
    ageing: Mutex<()>,
    runtime: Option<Runtime>,
}

impl ObjectFiles {
    /// Opens the store the configuration names.
    pub fn open(config: &Config, keys: op::Keys, random: op::Random, clock: op::Clock) -> anyhow::Result<ObjectFiles> {
        let store: Arc<dyn ObjectStore> = match &config.files {
            FilesConfig::Folder { path } => {
                let folder = path.clone().unwrap_or_else(|| config.data.join("files"));
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
                Arc::new(object_store::local::LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true))
            }
            FilesConfig::S3 { bucket, region, endpoint } => {
                // The client has no cryptography of its own; a second store finds the first one's in place.
                drop(rustls::crypto::ring::default_provider().install_default());
                let mut builder =
                    object_store::aws::AmazonS3Builder::from_env().with_bucket_name(bucket).with_region(region);
                if let Some(endpoint) = endpoint {
                    builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
                }
                Arc::new(builder.build().context("the object store of the configuration")?)
            }
        };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).thread_name("files").enable_all().build()?;
        Ok(ObjectFiles { store, keys, random, clock, ageing: Mutex::new(()), runtime: Some(runtime) })
    }

    /// Seals the file anew if another key than the current one sealed it. Answers whether it did.
    pub fn reseal(&self, hash: &str) -> op::Result<bool> {
        let (content, key) = self.opened(hash)?;
        if key == self.keys.current.id {
            return Ok(false);
        }
        self.write(hash, content)?;
        Ok(true)
    }

    fn opened(&self, hash: &str) -> op::Result<(Opening<ObjectReader>, u32)> {
        let found = self.wait(self.store.get(&object(hash)))?.map_err(missing_or_failed)?;
        let runtime = self.runtime.as_ref().map(|runtime| runtime.handle().clone()).ok_or_else(closed)?;
        let reader = ObjectReader { stream: found.into_stream(), runtime, chunk: bytes::Bytes::new() };
        Opening::new(reader, hash, &self.keys).map_err(Error::bug)
    }

    /// Stores a content sealed with the current key, in parts, so that memory stays flat in its size.
    fn write(&self, hash: &str, source: impl Read) -> op::Result<()> {
        let mut prefix = [0; 7];
        (self.random)(&mut prefix);
        let mut sealed = Sealing::new(source, hash, &self.keys.current, prefix).map_err(Error::bug)?;
        let path = object(hash);
        let first = chunk(&mut sealed, PART_BYTES).map_err(Error::bug)?;
        if first.len() < PART_BYTES {
            return self.wait(self.store.put(&path, PutPayload::from(first)))?.map(|_| ()).map_err(failed);
        }
        self.wait(async {
            let upload = self.store.put_multipart(&path).await.map_err(failed)?;
            let mut upload = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
            let mut part = first;
            while !part.is_empty() {
                upload.wait_for_capacity(2).await.map_err(failed)?;
                upload.put(part.into());
                part = chunk(&mut sealed, PART_BYTES).map_err(Error::bug)?;
            }
            upload.finish().await.map(|_| ()).map_err(failed)
        })?
    }

    /// When a content was stored, if it is there.
    fn stored(&self, hash: &str) -> op::Result<Option<Instant>> {
        match self.wait(self.store.head(&object(hash)))?.map_err(missing_or_failed) {
            Ok(meta) => Ok(Some(moment(&meta))),
            Err(Error::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> op::Result<T> {
        let runtime = self.runtime.as_ref().ok_or_else(closed)?;
        Ok(runtime.block_on(future))
    }
}

impl Drop for ObjectFiles {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// `ab/cdef…`: two digits of folder keep a directory listing short.
fn object(hash: &str) -> ObjectPath {
    let (folder, name) = hash.split_at_checked(2).unwrap_or(("", hash));
    ObjectPath::from_iter([folder, name])
}

fn moment(meta: &object_store::ObjectMeta) -> Instant {
    Instant::from_micros(meta.last_modified.timestamp_micros())
}

fn closed() -> Error {
    Error::bug("the file store is closed")
}

/// What is asked for by name may not be there.
fn missing_or_failed(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::Missing,
        other => failed(other),
    }
}

/// Where nothing is asked for by name, what is not there is the bucket or the folder itself.
fn failed(error: object_store::Error) -> Error {
    Error::bug(format!("the file store: {error}"))
}

impl op::Files for ObjectFiles {
    fn put(&self, hash: &str, source: &Path) -> op::Result<()> {
        let stored = self.stored(hash)?;
        if stored.is_some_and(|stored| stored.plus_seconds(FRESH_SECONDS) > (self.clock)()) {
            return Ok(());
        }
        let _ageing = stored.map(|_| self.ageing.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(hash, std::fs::File::open(source).map_err(Error::bug)?)
    }

    fn open(&self, hash: &str) -> op::Result<Box<dyn Read + Send>> {
        Ok(Box::new(self.opened(hash)?.0))
    }

    fn remove_older(&self, hash: &str, than: Instant) -> op::Result<bool> {
        let _ageing = self.ageing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stored(hash)?.is_none_or(|stored| stored >= than) {
            return Ok(false);
        }
        match self.wait(self.store.delete(&object(hash)))?.map_err(missing_or_failed) {
            Err(Error::Missing) => Ok(false),
            other => other.map(|()| true),
        }
    }

    fn list(&self) -> op::Result<Vec<(String, Instant)>> {
        let metas: Vec<_> = self.wait(self.store.list(None).try_collect())?.map_err(failed)?;
        Ok(metas.iter().map(|meta| (meta.location.as_ref().replace('/', ""), moment(meta))).collect())
    }
}

/// A content read piece by piece.
struct ObjectReader {
    stream: futures_util::stream::BoxStream<'static, object_store::Result<bytes::Bytes>>,
    runtime: tokio::runtime::Handle,
    chunk: bytes::Bytes,
}

impl Read for ObjectReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.chunk.is_empty() {
            match self.runtime.block_on(self.stream.try_next()).map_err(std::io::Error::other)? {
                Some(chunk) => self.chunk = chunk,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.chunk.len());
        buffer[..length].copy_from_slice(&self.chunk.split_to(length));
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
