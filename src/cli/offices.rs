//! Which office a command is about, by its name or a part of it.

use anyhow::bail;

use crate::domain::office::OfficeId;
use crate::store::{Store, offices};

/// The office of that name, or whose name alone has this part; without a name, the only one.
pub async fn chosen(store: &Store, name: Option<&str>) -> anyhow::Result<OfficeId> {
    let offices = offices::all(store).await?;
    if let Some((id, _)) = offices.iter().find(|(_, full)| Some(full.as_str()) == name) {
        return Ok(*id);
    }
    let matching: Vec<_> = offices
        .iter()
        .filter(|(_, full)| name.is_none_or(|part| full.contains(part)))
        .collect();
    let list = |of: &[&(OfficeId, String)]| {
        of.iter()
            .map(|(_, name)| format!("\n  {name}"))
            .collect::<String>()
    };
    match matching.as_slice() {
        [(id, _)] => Ok(*id),
        _ if offices.is_empty() => bail!("there is no office yet: load one with `rapsap import`"),
        [] => bail!(
            "no office is called that; there are:{}",
            list(&offices.iter().collect::<Vec<_>>())
        ),
        several => bail!(
            "say which office with --office; there are:{}",
            list(several)
        ),
    }
}
