//! What a host says with each file: the one list that our own server keeps to, and that the examples
//! for other servers are held against.

use std::path::Path;

/// The policy that Puljetjek promises to run under; a host can copy it as it stands.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *; \
    require-trusted-types-for 'script'";

/// What every answer carries. Pages of other sites load scripts, wasm, styles and rules; nothing
/// that is served is anybody's own, so all of it is open to them.
pub const EVERY_ANSWER: [(&str, &str); 5] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
    ("Vary", "Accept-Encoding"),
];

/// The forms in which a file may lie compressed beside itself, the smallest first: the coding's
/// name, and what stands behind the file's.
pub const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// For what never changes under its name.
pub const FOREVER: &str = "public, max-age=31536000, immutable";
/// For what the newest version brings: five minutes.
pub const SHORT: &str = "public, max-age=300";
/// For what is asked for anew each time: whatever is no version, such as a site that is worked on.
pub const ANEW: &str = "no-cache";

/// Letters of the hash in a name.
pub const HASH: usize = 16;

/// How long a file at a path may be kept: for ever below a whole version (`/1.2.3/`) and where a
/// hash is part of a name (`app.0123456789abcdef/`), for a short while below `/v1/`.
#[must_use]
pub fn caching(path: &str) -> &'static str {
    let any = |is: fn(&str) -> bool| path.split('/').any(is);
    if any(is_version) || any(is_hashed) {
        FOREVER
    } else if any(is_moving) {
        SHORT
    } else {
        ANEW
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_version(segment: &str) -> bool {
    segment.split('.').count() == 3 && segment.split('.').all(is_number)
}

fn is_moving(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(is_number)
}

fn is_hashed(segment: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let mut parts = segment.split('.').skip(1);
    parts.any(|part| part.len() == HASH && part.bytes().all(is_hex))
}

pub(super) const PLAIN: &str = "text/plain; charset=utf-8";

const TYPES: [(&str, &str); 15] = [
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("png", "image/png"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("txt", PLAIN),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// The type that a file is served as.
#[must_use]
pub fn content_type(path: &Path) -> &'static str {
    let extension = path.extension().unwrap_or_default();
    TYPES
        .iter()
        .find(|(known, _)| extension.eq_ignore_ascii_case(known))
        .map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_is_kept_for_ever_and_the_newest_for_a_short_while() {
        for (path, kept) in [
            ("/v1/index.html", SHORT),
            ("/puljetjek/v12/puljetjek.js", SHORT),
            ("/v1/app.0123456789abcdef/puljetjek_bg.wasm", FOREVER),
            ("/v1/pack.0123456789abcdef.json", FOREVER),
            ("/1.20.3/puljetjek.js", FOREVER),
            ("/app/puljetjek.js", ANEW),
            ("/vague/1.2/pack.0123456789ABCDEF.json", ANEW),
            ("/0123456789abcdef/pack.json", ANEW),
        ] {
            assert_eq!(caching(path), kept, "{path}");
        }
    }
}
