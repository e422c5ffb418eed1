//! CSV records, in chunks.

use super::chunk::Chunk;
use csv::{ByteRecord, StringRecord};
use std::io::Read;

/// Rows of a chunk at most.
const ROWS: usize = 512;
/// Bytes of a chunk: it ends with the record that reaches them.
const BYTES: usize = 1 << 17;
/// Bytes that may be read for one record. A quote that is never closed would else take the
/// rest of the file into memory.
const RECORD: usize = 1 << 20;

/// The records of a CSV file.
pub struct Records<R> {
    reader: csv::Reader<Bounded<R>>,
}

impl<R: Read> Records<R> {
    pub fn new(clients: R) -> Records<R> {
        let bounded = Bounded {
            inner: clients,
            left: RECORD,
        };
        // A row that is too short or too long is an error of that row.
        let reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(bounded);
        Records { reader }
    }

    pub fn header(&mut self) -> csv::Result<StringRecord> {
        self.reader.headers().cloned()
    }

    /// The next records; none at the end.
    pub fn chunk(&mut self) -> csv::Result<Option<Chunk>> {
        let (mut records, mut bytes) = (Vec::with_capacity(ROWS), 0);
        while records.len() < ROWS && bytes < BYTES {
            self.reader.get_mut().left = RECORD;
            let mut record = ByteRecord::new();
            if !self.reader.read_byte_record(&mut record)? {
                break;
            }
            bytes += record.as_slice().len();
            records.push(record);
        }
        let read_to = self.reader.position().byte();
        Ok((!records.is_empty()).then_some(Chunk { records, read_to }))
    }
}

/// A reader that gives no more than is left.
struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            let why = "a row is longer than 1 MB; is a quote never closed?";
            return Err(std::io::Error::other(why));
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}
