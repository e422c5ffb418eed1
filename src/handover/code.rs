//! A link as a QR code, to be scanned in a meeting.

use qrcodegen::{QrCode, QrCodeEcc};

/// The light edge that a reader needs, in squares.
const EDGE: i32 = 4;

/// A QR code as a picture: lines of dark squares on a light ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// How many squares it is wide and high, with its edge.
    pub size: i32,
    /// The path of an SVG picture.
    pub path: String,
}

/// The QR code of a text; none where it is too long for one.
pub fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let dark = (x..code.size()).take_while(|x| code.get_module(*x, y));
            let width = dark.count() as i32;
            if width > 0 {
                let [x, y, width] = [x + EDGE, y + EDGE, width].map(|one| one.to_string());
                path.extend(["M", &x, " ", &y, "h", &width, "v1H", &x, "z"]);
            }
            x += width + 1;
        }
    }
    let size = code.size() + 2 * EDGE;
    Some(Code { size, path })
}
