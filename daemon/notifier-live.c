#include "daemon/notifier-live.h"
#include "core/i18n.h"

#define DESKTOP_ID "org.steadyd.Steady"
#define CATEGORY "x-steady.prompt"
#define REPLY_KEY "inline-reply"   /* servers that know it show a place to type into */
#define SPARE_KEY "steady-default" /* stands for an answer called "default": that action is a click on the body */

static const char *action_name(const char *key)
{
	return g_ascii_strcasecmp(key, "default") == 0 ? SPARE_KEY : key;
}

static void on_action(NotifyNotification *object, char *name, gpointer data)
{
	Live *live = data;
	const CardAction *actions = live->showing->actions;

	for (int i = 0; i < CARD_MAX_ACTIONS && actions[i].key; i++)
		if (g_str_equal(action_name(actions[i].key), name)) {
			live->events->acted(live->events->self, live, actions[i].key);
			return;
		}
}

static void on_closed(NotifyNotification *object, gpointer data)
{
	Live *live = data;
	gboolean by_person = notify_notification_get_closed_reason(object) == NOTIFY_CLOSED_REASON_DISMISSED;

	live->events->closed(live->events->self, live, by_person);
}

/* What was typed comes by a signal of its own. */
static void on_reply(NotifyNotification *object, char *name, gpointer data)
{
}

void live_free(Live *live)
{
	g_signal_handlers_disconnect_by_data(live->object, live);
	notify_notification_clear_actions(live->object);
	g_object_unref(live->object);
	showing_free(live->showing);
	g_free(live);
}

static void set_hint(NotifyNotification *object, const char *name, GVariant *value)
{
	if (value)
		notify_notification_set_hint(object, name, value);
}

static NotifyNotification *object_new(const Showing *showing, guint32 id)
{
	NotifyNotification *object = g_object_new(NOTIFY_TYPE_NOTIFICATION, "id", (int)id, "summary", showing->summary,
	                                          "body", showing->body, "icon-name", DESKTOP_ID, NULL);

	notify_notification_set_category(object, CATEGORY);
	notify_notification_set_timeout(object, showing->stays ? NOTIFY_EXPIRES_NEVER : NOTIFY_EXPIRES_DEFAULT);
	set_hint(object, "urgency", g_variant_new_byte(NOTIFY_URGENCY_NORMAL));
	set_hint(object, "desktop-entry", g_variant_new_string(DESKTOP_ID));
	set_hint(object, "transient", showing->stays ? NULL : g_variant_new_boolean(TRUE));
	set_hint(object, "x-canonical-private-synchronous", showing->tag ? g_variant_new_string(showing->tag) : NULL);
	return object;
}

Live *live_new(Showing *showing, guint32 replaces, const LiveEvents *events)
{
	Live *live = g_new0(Live, 1);

	live->events = events;
	live->showing = showing;
	live->object = object_new(showing, replaces <= G_MAXINT32 ? replaces : 0);
	g_signal_connect(live->object, "closed", G_CALLBACK(on_closed), live);
	for (int i = 0; i < CARD_MAX_ACTIONS && showing->actions[i].key; i++)
		notify_notification_add_action(live->object, action_name(showing->actions[i].key),
		                               showing->actions[i].label, on_action, live, NULL);
	if (showing->replies)
		notify_notification_add_action(live->object, REPLY_KEY, _("Answer"), on_reply, live, NULL);
	return live;
}

guint32 live_id(const Live *live)
{
	int id = 0;

	g_object_get(live->object, "id", &id, NULL);
	return (guint32)id;
}

void live_set_id(Live *live, guint32 id)
{
	g_object_set(live->object, "id", (int)id, NULL);
}

gboolean live_show(Live *live, GError **error)
{
	return notify_notification_show(live->object, error);
}

gboolean live_close(Live *live, GError **error)
{
	return live_id(live) == 0 || notify_notification_close(live->object, error);
}
