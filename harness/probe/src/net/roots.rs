//! The authorities that are trusted: those of the machine, and those the target names.

use crate::subject::Subject;
use rustls::RootCertStore;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The machine's authorities, read once when they are first needed; reading them takes milliseconds.
static SYSTEM: LazyLock<Arc<RootCertStore>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    Arc::new(roots)
});

/// All authorities that count for a target.
///
/// # Errors
/// In words, when the target's own cannot be read.
pub(crate) fn trusted(subject: &Subject) -> Result<Arc<RootCertStore>, String> {
    let Some(path) = &subject.authority else { return Ok(Arc::clone(&SYSTEM)) };
    let mut roots = RootCertStore::clone(&SYSTEM);
    let added = add(&mut roots, path).map_err(|e| format!("the authority `{}` cannot be read: {e}", path.display()))?;
    if added == 0 {
        return Err(format!("the authority `{}` holds no certificate", path.display()));
    }
    Ok(Arc::new(roots))
}

fn add(roots: &mut RootCertStore, path: &Path) -> Result<usize, String> {
    let pem = std::fs::read(path).map_err(|e| e.to_string())?;
    let mut added = 0;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        roots.add(certificate.map_err(|e| e.to_string())?).map_err(|e| e.to_string())?;
        added += 1;
    }
    Ok(added)
}
