/* Those who say it by a property or by a signal of their own. */
#include "daemon/presence-state.h"

static void on_answer(GObject *bus, GAsyncResult *result, gpointer data)
{
	Source *source = data;
	gboolean heeded, on;
	g_autoptr(GVariant) reply = reply_of(bus, result, &heeded);

	if (!heeded)
		return;
	if (reply && attention_read(source->row, reply, &on))
		source_said(source, on);
	else
		source_silent(source);
}

/* --- a property ------------------------------------------------------------------------------------------ */

static void source_get(Source *source)
{
	const Attention *row = source->row;

	source_ask(source, row->path, PROPERTIES, "Get", g_variant_new("(ss)", row->interface, row->member), "(v)",
	           on_answer);
}

/* Some say the new value, some only that the old one is void. */
static void on_changed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                       const char *signal, GVariant *parameters, gpointer data)
{
	Source *source = data;
	const char *member = source->row->member;
	g_autoptr(GVariant) changed = NULL, value = NULL, tuple = NULL;
	g_autofree const char **invalid = NULL;
	gboolean on;

	if (!g_variant_is_of_type(parameters, G_VARIANT_TYPE("(sa{sv}as)")))
		return;
	g_variant_get(parameters, "(&s@a{sv}^a&s)", NULL, &changed, &invalid);
	value = g_variant_lookup_value(changed, member, NULL);
	if (g_strv_contains(invalid, member))
		source_get(source);
	if (!value)
		return;
	tuple = g_variant_ref_sink(g_variant_new_tuple(&value, 1));
	if (attention_read(source->row, tuple, &on))
		source_said(source, on);
}

void source_heed_property(Source *source)
{
	source_listen(source, source->row->path, PROPERTIES, "PropertiesChanged", source->row->interface, on_changed);
	source_get(source);
}

/* --- a signal --------------------------------------------------------------------------------------------- */

static void on_signal(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                      const char *signal, GVariant *parameters, gpointer data)
{
	Source *source = data;
	gboolean on;

	if (attention_read(source->row, parameters, &on))
		source_said(source, on);
}

/* A setting that nobody has set cannot be asked for; it may yet be. */
static void on_first(GObject *bus, GAsyncResult *result, gpointer data)
{
	Source *source = data;
	gboolean heeded, on;
	g_autoptr(GVariant) reply = reply_of(bus, result, &heeded);

	if (heeded)
		source_said(source, reply && attention_read(source->row, reply, &on) && on);
}

void source_heed_signal(Source *source)
{
	const Attention *row = source->row;

	source_listen(source, row->path, row->interface, row->member, row->words[0], on_signal);
	if (row->ask)
		source_ask(source, row->path, row->interface, row->ask, attention_question(row), NULL, on_first);
	else
		source_said(source, FALSE);
}
