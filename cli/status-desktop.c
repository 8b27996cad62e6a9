/* status-desktop.c - what the daemon knows of the desktop: what shows notifications, who says whether the person is there. */
#include "cli/status.h"
#include "core/i18n.h"

#include "core/servers.h"

void status_take_desktop(Status *status, BusSteady1 *daemon)
{
	const char *server = bus_steady1_get_server(daemon);
	GVariant *presence = bus_steady1_get_presence(daemon);

	status->server = g_strdup(server ? server : "");
	status->lacks = g_strdupv((char **)bus_steady1_get_server_lacks(daemon));
	status->presence = presence ? g_variant_ref(presence) : NULL;
}

void status_clear_desktop(Status *status)
{
	g_free(status->server);
	g_strfreev(status->lacks);
	g_clear_pointer(&status->presence, g_variant_unref);
}

/* --- in words ---------------------------------------------------------------------------------------------- */

static void add_server(Table *table, const Status *status)
{
	static const char *const nothing[] = { NULL };
	const char *const *lacks = status->lacks ? (const char *const *)status->lacks : nothing;
	g_autofree char *missing = servers_missing(servers_called(status->server), lacks);

	if (!status->server || !*status->server)
		return;
	if (*missing)
		/* Translators: a program, and what it does not do. */
		table_row(table, _("shown by"), _("%s; it %s: answer with `steady answer`"), status->server, missing);
	else
		table_add(table, _("shown by"), status->server);
}

/* Each once, in their order. */
static void add_listening(Table *table, const Status *status)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *joined = NULL;
	GVariantIter all;
	const char *who;

	if (!status->presence)
		return;
	g_variant_iter_init(&all, status->presence);
	while (g_variant_iter_next(&all, "(&s&sb)", &who, NULL, NULL))
		if (!g_ptr_array_find_with_equal_func(names, _(who), g_str_equal, NULL))
			g_ptr_array_add(names, (gpointer)_(who));
	g_ptr_array_add(names, NULL);
	joined = g_strjoinv(", ", (char **)names->pdata);
	table_add(table, _("listens to"), *joined ? joined : _("nobody: nothing here says whether you are there"),
	          NULL);
}

void status_add_desktop(Table *table, const Status *status)
{
	add_server(table, status);
	add_listening(table, status);
}

const char *status_who_says(const Status *status)
{
	GVariantIter all;
	const char *who, *why;
	gboolean on;

	if (!status->presence || !status->unavailable)
		return NULL;
	g_variant_iter_init(&all, status->presence);
	while (g_variant_iter_next(&all, "(&s&sb)", &who, &why, &on))
		if (on && g_str_equal(why, status->unavailable))
			return _(who);
	return NULL;
}

/* --- as JSON --------------------------------------------------------------------------------------------------- */

void status_print_desktop(Json *json, const Status *status)
{
	GVariantIter all;
	const char *who, *why;
	gboolean on;

	json_string(json, "server", status->server && *status->server ? status->server : NULL);
	json_open(json, "server_lacks", '[');
	for (int i = 0; status->lacks && status->lacks[i]; i++)
		json_string(json, NULL, status->lacks[i]);
	json_close(json, ']');
	json_open(json, "listens_to", '[');
	if (status->presence)
		g_variant_iter_init(&all, status->presence);
	while (status->presence && g_variant_iter_next(&all, "(&s&sb)", &who, &why, &on)) {
		json_open(json, NULL, '{');
		json_string(json, "who", who);
		json_string(json, "reason", why);
		json_bool(json, "on", on);
		json_close(json, '}');
	}
	json_close(json, ']');
}
