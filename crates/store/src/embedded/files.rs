use super::*;
use crate::{Files, RawFile, RawPlace};
use std::io::{Seek, SeekFrom};

impl Embedded {
    fn raw_path(&self, id: RawFileId) -> PathBuf {
        let name = id.to_string();
        self.root.join("raw").join(&name[2..4]).join(name)
    }

    fn pack_path(&self, name: &PackName) -> PathBuf {
        self.root.join("packs").join(name.to_string())
    }
}

#[async_trait]
impl Files for Embedded {
    async fn put_raw(&self, file: &RawFile, bytes: &mut (dyn Read + Send)) -> Result<()> {
        let path = self.raw_path(file.id);
        if path.exists() {
            return Ok(());
        }
        private_folder(path.parent().expect("a raw file lies in a folder"))?;
        let part = path.with_added_extension("part");
        let mut written = private_file()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&part)
            .map_err(io("making a raw file in the store"))?;
        std::io::copy(bytes, &mut written)
            .and_then(|_| written.sync_data())
            .map_err(io("storing a raw file"))?;
        fs::rename(&part, &path).map_err(io("naming a raw file in the store"))
    }

    async fn open_raw(&self, file: &RawFile) -> Result<Box<dyn Read + Send>> {
        match File::open(self.raw_path(file.id)) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound {
                kind: "raw file",
                id: file.id.to_string(),
            }),
            Err(error) => Err(io("opening a raw file")(error)),
        }
    }

    async fn delete_raw(&self, place: &RawPlace) -> Result<()> {
        absent_is_fine(fs::remove_file(self.raw_path(place.id)))
    }

    async fn put_pack(&self, name: &PackName, bytes: &[u8]) -> Result<()> {
        let path = self.pack_path(name);
        private_folder(path.parent().expect("a pack lies in a folder"))?;
        write_whole(&path, bytes)
    }

    async fn read_pack(&self, name: &PackName) -> Result<Vec<u8>> {
        match fs::read(self.pack_path(name)) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound {
                kind: "pack",
                id: name.to_string(),
            }),
            Err(error) => Err(io("reading a pack")(error)),
        }
    }

    async fn read_frame(&self, name: &PackName, frame: Frame) -> Result<Vec<u8>> {
        let mut file = match File::open(self.pack_path(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NotFound {
                    kind: "pack",
                    id: name.to_string(),
                });
            }
            Err(error) => return Err(io("opening a pack")(error)),
        };
        let mut bytes = vec![0; frame.length as usize];
        file.seek(SeekFrom::Start(frame.offset))
            .and_then(|_| file.read_exact(&mut bytes))
            .map_err(|_| Error::Damaged {
                what: format!("pack {name}"),
            })?;
        Ok(bytes)
    }

    async fn delete_packs(&self, raw_file: RawFileId) -> Result<()> {
        absent_is_fine(fs::remove_dir_all(
            self.root.join("packs").join(raw_file.to_string()),
        ))
    }
}

fn absent_is_fine(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(io("removing a file of the store")(error))
        }
        _ => Ok(()),
    }
}
