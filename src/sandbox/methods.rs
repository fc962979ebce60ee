//! The table of Bot API methods: a name, whatever its case, to what carries it out.
//! Methods that the sandbox does not have are answered like ones that do not exist.

use std::sync::Arc;

use serde_json::json;

use super::files::FileKind;
use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::state::{Event, World};
use super::{edit, profile, send, updates, webhook};

/// Carries out a method; `name` in small letters.
pub(super) async fn call(world: &Arc<World>, name: &str, params: &Params) -> Answer {
    match name {
        "getupdates" => updates::get_updates(world, params).await,
        "sendmessage" => send::message(world, params),
        "editmessagetext" => edit::edit_text(world, params),
        "answercallbackquery" => edit::answer_press(world, params),
        "senddocument" => send::file(world, params, FileKind::Document),
        "sendphoto" => send::file(world, params, FileKind::Photo),
        "sendmediagroup" => send::album(world, params),
        "sendchataction" => send::chat_action(world, params),
        "editmessagecaption" => edit::edit_caption(world, params),
        "editmessagereplymarkup" => edit::edit_markup(world, params),
        "editmessagemedia" => edit::edit_media(world, params),
        "deletemessage" => edit::delete(world, params),
        "deletemessages" => edit::delete_many(world, params),
        "forwardmessage" => send::again(world, params, false),
        "copymessage" => send::again(world, params, true),
        "getfile" => world
            .state()
            .files
            .describe(params.text("file_id").as_deref()),
        "getme" => Ok(me(world)),
        "getchat" => chat(world, params),
        "setwebhook" => webhook::set(world, params),
        "deletewebhook" => webhook::delete(world, params),
        "getwebhookinfo" => webhook::info(world),
        "logout" | "close" => Ok("true".to_owned()),
        _ => profile(world, name, params),
    }
}

fn profile(world: &Arc<World>, name: &str, params: &Params) -> Answer {
    let mut state = world.state();
    if let Some(chat) = profile::scope_chat(params)?
        && name.ends_with("mycommands")
        && !state.chats.get(&chat).is_some_and(|chat| chat.started)
    {
        return Err(Refusal::chat_not_found());
    }
    let first_name = state.bot.first_name.clone();
    let profile = &mut state.profile;
    let answer = match name {
        "setmycommands" => profile.set_commands(params),
        "getmycommands" => profile.get_commands(params),
        "deletemycommands" => profile.delete_commands(params),
        "setchatmenubutton" => profile.set_menu_button(params),
        "getchatmenubutton" => profile.get_menu_button(params),
        "setmyname" => profile.set_text("name", 64, params),
        "getmyname" => profile.get_text("name", &first_name, params),
        "setmydescription" => profile.set_text("description", 512, params),
        "getmydescription" => profile.get_text("description", "", params),
        "setmyshortdescription" => profile.set_text("short_description", 120, params),
        "getmyshortdescription" => profile.get_text("short_description", "", params),
        _ => return Err(Refusal::not_found()),
    };
    if answer.is_ok() && !name.starts_with("get") {
        world.tell(Event::Everything);
    }
    answer
}

fn me(world: &World) -> String {
    let state = world.state();
    json!({
        "id": state.bot.id,
        "is_bot": true,
        "first_name": state.bot.first_name,
        "username": state.bot.username,
        "can_join_groups": false,
        "can_read_all_group_messages": false,
        "supports_inline_queries": false,
        "can_connect_to_business": false,
        "has_main_web_app": false,
    })
    .to_string()
}

fn chat(world: &World, params: &Params) -> Answer {
    let id = send::chat_id(params)?;
    let state = world.state();
    let chat = state.chats.get(&id).filter(|chat| chat.started);
    let chat = chat.ok_or_else(Refusal::chat_not_found)?;
    let mut full: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(chat.chat_json.get()).unwrap_or_default();
    full.insert("accent_color_id".to_owned(), 0.into());
    full.insert("max_reaction_count".to_owned(), 11.into());
    full.insert(
        "accepted_gift_types".to_owned(),
        json!({
            "unlimited_gifts": false, "limited_gifts": false,
            "unique_gifts": false, "premium_subscription": false
        }),
    );
    serde_json::to_string(&full).map_err(|_| Refusal::server_error(500))
}
