//! Sends an invitation: makes its code, keeps the code's hash, and sends the link with its picture, to
//! be forwarded or shown. The code is in the message and nowhere else; a second attempt makes another
//! and voids the first.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};

use super::deliver::{Courier, End, Sent, once};
use super::render;
use crate::dialogue::Screen;
use crate::domain::office::{Language, OfficeId, PostId};
use crate::phrase::{Arg, Phrase};
use crate::store::invitations;

/// How long a link can be used [ours].
const VALID_FOR: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long the upload of a picture of some kilobytes may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pixels of each module of the picture: a link's 37 modules and their margin fill a phone's screen.
const MODULE: usize = 10;
/// Modules left white on each side, as the standard wants (ISO/IEC 18004).
const QUIET: usize = 4;

impl Courier {
    pub(super) async fn send_invitation(
        &self,
        chat: i64,
        language: Language,
        office: OfficeId,
        post: PostId,
        said: &Phrase,
    ) -> Result<Option<i64>, End> {
        let bot = self.username().await?;
        let code = invitations::new_code(&mut rand::rng());
        let now = self.clock.now();
        let made = invitations::create_for(&self.store, chat, office, post, &code, VALID_FOR, now)
            .await
            .map_err(|error| End::Later(format!("the invitation was not kept: {error:#}")))?;
        let Some(until) = made else {
            return Err(End::Failed(
                "who asked for the invitation may not invite any more".to_owned(),
            ));
        };
        let link = format!("https://t.me/{bot}?start={code}");
        let picture = link.clone();
        let picture = tokio::task::spawn_blocking(move || qr_png(&picture))
            .await
            .context("the picture's thread ended")
            .and_then(|picture| picture)
            .map_err(|error| End::Failed(format!("no picture: {error:#}")))?;
        let said = said
            .clone()
            .with("link", Arg::Code(link))
            .with("until", Arg::Moment(until));
        let messages = render::captioned(&self.l10n, language, &Screen::new(said));
        let caption = messages.into_iter().next().map(|message| message.html);
        let part = Part::bytes(picture)
            .file_name("invitation.png")
            .mime_str("image/png")
            .map_err(|error| End::Failed(error.to_string()))?;
        let form = Form::new()
            .text("chat_id", chat.to_string())
            .text("caption", caption.unwrap_or_default())
            .text("parse_mode", "HTML")
            .part("photo", part);
        let sent: Sent = self
            .api
            .upload("sendPhoto", form, PATIENCE)
            .await
            .map_err(once)?;
        Ok(Some(sent.message_id))
    }

    /// The bot's name, asked for once.
    async fn username(&self) -> Result<&str, End> {
        let name = self
            .username
            .get_or_try_init(|| async { super::identity(&self.api).await.map(|me| me.username) })
            .await
            // Nothing was sent yet, so that asking may fail as it likes.
            .map_err(|error| match once(error) {
                End::Unsure(why) => End::Later(why),
                end => end,
            })?;
        Ok(name)
    }
}

/// The text as a QR code in a PNG file, black on white.
fn qr_png(text: &str) -> anyhow::Result<Vec<u8>> {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)?;
    let width = code.width();
    let dark = code.to_colors();
    let side = (width + 2 * QUIET) * MODULE;
    let mut pixels = vec![0xff_u8; side * side];
    for (y, row) in dark.chunks(width).enumerate() {
        for x in (0..width).filter(|x| row[*x] == qrcode::Color::Dark) {
            let left = (x + QUIET) * MODULE;
            for line in 0..MODULE {
                let start = ((y + QUIET) * MODULE + line) * side + left;
                pixels[start..start + MODULE].fill(0);
            }
        }
    }
    let mut png = Vec::new();
    let size = u32::try_from(side)?;
    let mut encoder = png::Encoder::new(&mut png, size, size);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_says_the_link() {
        let link = "https://t.me/rapsap_sandbox_bot?start=AbCdEfGhIjKlMnOpQrStUvWx";
        let png = qr_png(link).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let width = info.width as usize;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width, info.height as usize, |x, y| {
                pixels[y * width + x]
            });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, link);
    }
}
