//! The tables `[webhook]` and `[health]`: where the program listens.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::anyhow;
use serde::Deserialize;

use crate::telegram::webhook::Webhook;

/// Where the webhook listens unless said otherwise.
pub const WEBHOOK_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// The `[webhook]` table: see [`Webhook`]. Without a `url` there is none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookLayer {
    pub url: Option<String>,
    pub listen: Option<SocketAddr>,
}

/// The `[health]` table. Without an address nothing is told.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthLayer {
    pub listen: Option<SocketAddr>,
}

impl WebhookLayer {
    pub(super) fn from_env(env: &impl Fn(&str) -> Option<String>) -> anyhow::Result<WebhookLayer> {
        Ok(WebhookLayer {
            url: env("RAPSAP_WEBHOOK_URL"),
            listen: address(env, "RAPSAP_WEBHOOK_LISTEN")?,
        })
    }

    pub(super) fn over(self, below: WebhookLayer) -> WebhookLayer {
        WebhookLayer {
            url: self.url.or(below.url),
            listen: self.listen.or(below.listen),
        }
    }

    pub(super) fn settle(self) -> Option<Webhook> {
        let listen = self.listen.unwrap_or(WEBHOOK_LISTEN);
        self.url.map(|url| Webhook { url, listen })
    }
}

impl HealthLayer {
    pub(super) fn from_env(env: &impl Fn(&str) -> Option<String>) -> anyhow::Result<HealthLayer> {
        Ok(HealthLayer {
            listen: address(env, "RAPSAP_HEALTH_LISTEN")?,
        })
    }

    pub(super) fn over(self, below: HealthLayer) -> HealthLayer {
        HealthLayer {
            listen: self.listen.or(below.listen),
        }
    }
}

fn address(
    env: &impl Fn(&str) -> Option<String>,
    name: &str,
) -> anyhow::Result<Option<SocketAddr>> {
    let listen = env(name).map(|listen| listen.parse());
    listen
        .transpose()
        .map_err(|_| anyhow!("{name} is not an address with a port, such as 127.0.0.1:8080"))
}
