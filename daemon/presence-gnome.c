/* GNOME's two: a key of GSettings, and the idle monitor, whose watches are set and fire. */
#include "daemon/presence-state.h"

/* --- a key of GSettings -------------------------------------------------------------------------------------- */

static void on_key(GSettings *setting, const char *key, gpointer data)
{
	Source *source = data;
	g_autoptr(GVariant) value = g_settings_get_value(setting, key);
	g_autoptr(GVariant) tuple = g_variant_ref_sink(g_variant_new_tuple(&value, 1));
	gboolean on;

	if (attention_read(source->row, tuple, &on))
		source_said(source, on);
}

/* Without its schema a key cannot be asked for: GSettings would end the program. */
void source_heed_setting(Source *source)
{
	const Attention *row = source->row;
	GSettingsSchemaSource *installed = g_settings_schema_source_get_default();
	g_autoptr(GSettingsSchema) schema =
		installed ? g_settings_schema_source_lookup(installed, row->interface, TRUE) : NULL;
	g_autofree char *detail = g_strconcat("changed::", row->member, NULL);

	if (!schema || !g_settings_schema_has_key(schema, row->member)) {
		source_silent(source);
		return;
	}
	source->setting = g_settings_new_full(schema, NULL, NULL);
	g_signal_connect(source->setting, detail, G_CALLBACK(on_key), source);
	on_key(source->setting, row->member, source); /* only a key that was read tells of changes */
}

/* --- the idle monitor ------------------------------------------------------------------------------------------ */

static void take_id(GObject *bus, GAsyncResult *result, gpointer data, gboolean first)
{
	Source *source = data;
	gboolean heeded;
	g_autoptr(GVariant) reply = reply_of(bus, result, &heeded);

	if (!heeded)
		return;
	if (reply)
		g_variant_get(reply, "(u)", first ? &source->away_id : &source->back_id);
	if (!reply)
		source_silent(source); /* rather never away than away for good */
	else if (first)
		source_said(source, FALSE);
}

static void on_away_id(GObject *bus, GAsyncResult *result, gpointer data)
{
	take_id(bus, result, data, TRUE);
}

static void on_back_id(GObject *bus, GAsyncResult *result, gpointer data)
{
	take_id(bus, result, data, FALSE);
}

static void on_fired(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                     const char *signal, GVariant *parameters, gpointer data)
{
	Source *source = data;
	guint32 id;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(u)")))
		return;
	g_variant_get(parameters, "(u)", &id);
	if (id && id == source->back_id) {
		source->back_id = 0; /* it fires once; the other one again and again */
		source_said(source, FALSE);
	} else if (id && id == source->away_id && !source->on) {
		source_said(source, TRUE);
		source_ask(source, path, interface, "AddUserActiveWatch", NULL, "(u)", on_back_id);
	}
}

void source_heed_idle(Source *source)
{
	const Attention *row = source->row;

	source_listen(source, row->path, row->interface, row->member, NULL, on_fired);
	source_ask(source, row->path, row->interface, "AddIdleWatch", g_variant_new("(t)", ATTENTION_IDLE / 1000),
	           "(u)", on_away_id);
}
