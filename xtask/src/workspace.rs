//! Where things lie: the checkout and what the commands make under its `target/`.

use std::path::{Path, PathBuf};

/// The checkout that this tool was built in.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The folder above this package.
    pub fn find() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            root: package.parent().unwrap_or(package).to_owned(),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file or folder of the checkout.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The finished site, as a web host would get it.
    pub fn site(&self) -> PathBuf {
        self.at("target/site")
    }

    /// Tools that are installed for this checkout alone.
    pub fn tools(&self) -> PathBuf {
        self.at("target/tools")
    }
}
