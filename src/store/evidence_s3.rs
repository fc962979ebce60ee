//! The S3 side of the evidence store: where the bucket is, and the line to it. Requests go through the
//! HTTP client that the rest of the program uses, so that there is one TLS stack.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use async_trait::async_trait;
use http_body_util::BodyExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use reqwest::Url;

/// How long one request may take: 20 MB over a slow line.
const PATIENCE: Duration = Duration::from_secs(120);

/// The bucket, its name, and the prefix in it. No error quotes the URL or a variable.
pub fn open(
    url: &str,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<(Arc<dyn ObjectStore>, String, Path)> {
    let expected = "the evidence store's URL must be s3://bucket/prefix";
    let url = Url::parse(url).map_err(|_| anyhow!(expected))?;
    let bucket = url.host_str().unwrap_or_default().to_owned();
    ensure!(
        url.scheme() == "s3" && !bucket.is_empty() && url.query().is_none(),
        expected
    );
    ensure!(
        url.username().is_empty() && url.password().is_none(),
        "{expected}; credentials belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    );
    let prefix = Path::from_url_path(url.path()).map_err(|_| anyhow!(expected))?;

    let mut builder = AmazonS3Builder::new();
    for (name, value) in variables {
        let key = name
            .starts_with("AWS_")
            .then(|| name.to_ascii_lowercase().parse().ok());
        if let Some(Some(key)) = key {
            builder = builder.with_config(key, value);
        }
    }
    let given = |key| builder.get_config_value(&key).filter(|v| !v.is_empty());
    // Without them the crate would ask the machine's metadata service, which speaks plain HTTP.
    ensure!(
        given(AmazonS3ConfigKey::AccessKeyId).is_some()
            && given(AmazonS3ConfigKey::SecretAccessKey).is_some(),
        "the evidence store has no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    );
    let endpoint = given(AmazonS3ConfigKey::Endpoint)
        .map(|endpoint| Url::parse(&endpoint).map_err(|_| anyhow!("AWS_ENDPOINT is not a URL")))
        .transpose()?;
    let plain = match &endpoint {
        Some(endpoint) if endpoint.scheme() == "http" => {
            if !is_loopback(endpoint) {
                bail!(
                    "AWS_ENDPOINT must begin with https://: evidence does not travel in the clear"
                );
            }
            true
        }
        _ => false,
    };
    let retry = RetryConfig {
        max_retries: 3,
        retry_timeout: PATIENCE,
        ..RetryConfig::default()
    };
    let objects = builder
        .with_bucket_name(&bucket)
        .with_allow_http(plain)
        .with_retry(retry)
        .with_http_connector(Connector { plain })
        .build()
        .context("the evidence store cannot be set up")?;
    Ok((Arc::new(objects), bucket, prefix))
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// Makes the crate's requests with our client.
#[derive(Debug)]
struct Connector {
    /// Whether the other side is this machine: no TLS, and no proxy.
    plain: bool,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let mut client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!self.plain);
        if self.plain {
            client = client.no_proxy();
        }
        let client = client
            .build()
            .map_err(|error| object_store::Error::Generic {
                store: "S3",
                source: Box::new(error),
            })?;
        Ok(HttpClient::new(Line(client)))
    }
}

#[derive(Debug)]
struct Line(reqwest::Client);

#[async_trait]
impl HttpService for Line {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let request = reqwest::Request::try_from(axum::http::Request::from_parts(head, body))
            .map_err(failed)?;
        let response = self.0.execute(request).await.map_err(failed)?;
        let (head, body) = axum::http::Response::<reqwest::Body>::from(response).into_parts();
        Ok(HttpResponse::from_parts(
            head,
            HttpResponseBody::new(body.map_err(failed)),
        ))
    }
}

fn failed(error: reqwest::Error) -> HttpError {
    let kind = if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_connect() {
        HttpErrorKind::Connect
    } else if error.is_decode() || error.is_builder() {
        HttpErrorKind::Decode
    } else {
        HttpErrorKind::Interrupted
    };
    HttpError::new(kind, error)
}
