//! Sends a picture that is drawn when its turn has come, from what stood in the row, with its words as
//! the caption. Where it cannot be drawn, the words alone are sent: they say the same.

use std::time::Duration;

use reqwest::multipart::Part;

use super::deliver::{Courier, End, Sent, once};
use super::files::upload_form;
use super::render::Rendered;
use crate::dialogue::heat_map::{HeatMap, Mark, Picture};
use crate::document::heat_map::{Cell, Chart, Entry, Row};
use crate::domain::office::Language;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::press::job::Job;

/// How long the upload of some hundred kilobytes may take.
const PATIENCE: Duration = Duration::from_secs(120);

impl Courier {
    pub(super) async fn send_picture(
        &self,
        chat: i64,
        language: Language,
        picture: &Picture,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let mut last = None;
        if let (0, Some(caption)) = (*parts, messages.first()) {
            let job = match picture {
                Picture::HeatMap(map) => Job::HeatMap(chart(&self.l10n, language, map)),
                Picture::Table(table) => Job::Rows {
                    rows: table.rows.clone(),
                    names: table.names.clone(),
                    whole_page: table.page,
                },
            };
            match self.press.one(job).await {
                Ok(bytes) => last = Some(self.send_photo(chat, bytes, caption).await?),
                Err(error) => {
                    tracing::error!("a picture could not be drawn: {error}");
                    return self.send_rest(chat, messages, parts).await;
                }
            }
            *parts = 1;
        }
        Ok(self.send_rest(chat, messages, parts).await?.or(last))
    }

    /// sendPhoto of a PNG file.
    pub(super) async fn send_photo(
        &self,
        chat: i64,
        png: Vec<u8>,
        caption: &Rendered,
    ) -> Result<i64, End> {
        let part = Part::bytes(png)
            .file_name("picture.png")
            .mime_str("image/png")
            .map_err(|error| End::Failed(error.to_string()))?;
        let form = upload_form(chat, "photo", part, caption)?;
        let sent: Sent = self
            .api
            .upload("sendPhoto", form, PATIENCE)
            .await
            .map_err(once)?;
        Ok(sent.message_id)
    }
}

/// The map in its reader's words.
pub fn chart(l10n: &L10n, language: Language, map: &HeatMap) -> Chart {
    let say = |phrase: Phrase| l10n.text(language, &phrase);
    let sign =
        |mark: Mark| say(Phrase::new("heat-sign").with("mark", Arg::Code(mark.code().to_owned())));
    let cell = |mark: Mark| Cell {
        state: mark.code().to_owned(),
        mark: sign(mark),
    };
    Chart {
        language: language.code().split('-').next().unwrap_or("th").to_owned(),
        title: say(Phrase::new("heat-picture-title").with("year", Arg::Year(map.fiscal_year))),
        subtitle: say(Phrase::new("heat-picture-subtitle")
            .with("office", &map.office)
            .with("at", Arg::Moment(map.at))),
        columns: [1_u32, 2, 3, 4]
            .map(|number| say(Phrase::new("heat-column").with("number", number))),
        rows: map
            .rows
            .iter()
            .map(|row| Row {
                number: say(Phrase::new("heat-number").with("number", row.number)),
                title: row.title.clone(),
                cells: row.cells.map(cell),
            })
            .collect(),
        legend: Mark::ALL
            .map(|mark| Entry {
                state: mark.code().to_owned(),
                mark: sign(mark),
                label: say(
                    Phrase::new("heat-label").with("mark", Arg::Code(mark.code().to_owned()))
                ),
            })
            .to_vec(),
    }
}
