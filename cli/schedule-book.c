#include "cli/schedule-book.h"

#include <stdio.h>
#include <string.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "config/nearest.h"
#include "config/settings-table.h"
#include "core/i18n.h"
#include "core/slot-map.h"
#include "core/span.h"

void book_clear(Book *book)
{
	upcoming_free(book->upcoming);
	settings_free(book->settings);
	ini_file_free(book->file);
}

gboolean book_open(const Cli *cli, Book *book)
{
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *text = NULL;
	gsize length = 0;

	book->cli = cli;
	book->settings = cli_settings(cli);
	text = book->settings ? ini_file_read(cli->paths->settings, &length, problems) : NULL;
	if (!text)
		return FALSE;
	book->file = ini_file_parse(text, (gssize)length, NULL, problems);
	book->upcoming = upcoming_new(cli, book->settings, cli->now);
	return TRUE;
}

static gint64 next_of(const Book *book, guint i)
{
	return g_array_index(book->upcoming->next, gint64, i);
}

/* As typed, ends with NULL; borrowed from the book. */
static GPtrArray *typed_of(const Book *book, const Schedule *schedule, const char *key)
{
	g_autofree char *name = section_from_id(schedule->id);
	const IniSection *section = ini_file_section(book->file, name);
	GPtrArray *whens = g_ptr_array_new();

	for (guint i = 0; section && i < section->entries->len; i++) {
		const IniEntry *entry = g_ptr_array_index(section->entries, i);

		if (strcmp(entry->key, key) == 0)
			g_ptr_array_add(whens, entry->value);
	}
	g_ptr_array_add(whens, NULL);
	return whens;
}

/* The keys beside `when` that have no row of their own. */
static const char *const beside[] = { "timezone", "from",   "until", "except",  "jitter",
	                              "chance",   "missed", "grace", "dst-gap", "dst-overlap" };

/* --- list, show --- */

static void json_schedule(Json *json, const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	g_autoptr(GPtrArray) whens = typed_of(book, schedule, "when");

	json_open(json, NULL, '{');
	json_string(json, "id", schedule->id);
	json_string(json, "kind", kind_name(schedule->kind));
	json_string(json, "name", schedule->name);
	json_bool(json, "enabled", schedule->enabled);
	json_open(json, "when", '[');
	for (guint j = 0; j + 1 < whens->len; j++)
		json_string(json, NULL, g_ptr_array_index(whens, j));
	json_close(json, ']');
	json_open(json, "normal", '[');
	for (guint j = 0; j < schedule->whens->len; j++) {
		g_autofree char *normal = when_to_string(g_ptr_array_index(schedule->whens, j));

		json_string(json, NULL, normal);
	}
	json_close(json, ']');
	json_string(json, "protocol", schedule->protocol);
	json_open(json, "topics", '[');
	for (char **topic = schedule->topics; topic && *topic; topic++)
		json_string(json, NULL, *topic);
	json_close(json, ']');
	json_bool(json, "plans", schedule->plans);
	json_string(json, "was", schedule->was);
	json_string(json, "now", schedule->now);
	json_string(json, "filled", schedule->kind == KIND_SLOT ? filled_name(schedule->filled) : NULL);
	json_int(json, "expires_seconds", schedule->expires / G_USEC_PER_SEC);
	json_int(json, "remind_seconds", schedule->remind / G_USEC_PER_SEC);
	json_open(json, "explanation", '[');
	for (guint j = 0; j < schedule->whens->len; j++) {
		g_autofree char *words = when_explain(g_ptr_array_index(schedule->whens, j));

		json_string(json, NULL, words);
	}
	json_close(json, ']');
	json_open(json, "beside", '{'); /* as typed; empty where a key is at its default */
	for (gsize key = 0; key < G_N_ELEMENTS(beside); key++) {
		g_autoptr(GPtrArray) values = typed_of(book, schedule, beside[key]);

		json_open(json, beside[key], '[');
		for (guint j = 0; j + 1 < values->len; j++)
			json_string(json, NULL, g_ptr_array_index(values, j));
		json_close(json, ']');
	}
	json_close(json, '}');
	json_time(json, "next", book->cli->zone, next_of(book, i));
	json_close(json, '}');
}

void book_json(const Book *book, int only)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_open(&json, "schedules", '[');
	for (guint i = 0; i < book->settings->schedules->len; i++) {
		if (only < 0 || (guint)only == i)
			json_schedule(&json, book, i);
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static char *next_said(const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	gint64 next = next_of(book, i);

	if (next != TIME_NEVER)
		return time_said(book->cli, next);
	return g_strdup(schedule->enabled ? _("never") : "-");
}

void book_list(const Book *book)
{
	g_autoptr(Table) table = table_new(_("SCHEDULE"), _("ON"), _("NEXT"), _("WHEN"), NULL);

	for (guint i = 0; i < book->settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
		g_autoptr(GPtrArray) whens = typed_of(book, schedule, "when");
		g_autofree char *when = g_strjoinv("; ", (char **)whens->pdata);
		g_autofree char *next = next_said(book, i);

		table_add(table, schedule->id, schedule->enabled ? _("yes") : _("no"), next, when);
	}
	if (table_rows(table))
		table_print(table, book->cli->columns, book->cli->color);
	else
		cli_say(_("Nothing is scheduled. `steady schedule add checkin/evening --when 21:30` is a beginning."));
}

void book_show(const Book *book, guint i)
{
	const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);
	g_autoptr(GPtrArray) whens = typed_of(book, schedule, "when");
	g_autoptr(Table) table = table_new("", "", NULL);
	g_autofree char *expires = span_said(schedule->expires), *next = next_said(book, i);
	g_autofree char *remind = schedule->remind ? span_said(schedule->remind) : g_strdup(_("none"));
	g_autofree char *topics = schedule->topics ? g_strjoinv(", ", schedule->topics) : g_strdup(_("any"));

	table_add(table, _("schedule"), schedule->id);
	table_add(table, _("enabled"), schedule->enabled ? _("yes") : _("no"));
	for (guint j = 0; j + 1 < whens->len && j < schedule->whens->len; j++) {
		g_autofree char *words = when_explain(g_ptr_array_index(schedule->whens, j));

		table_add(table, _("when"), g_ptr_array_index(whens, j));
		table_add(table, _("that is"), words);
	}
	for (gsize key = 0; key < G_N_ELEMENTS(beside); key++) {
		g_autoptr(GPtrArray) values = typed_of(book, schedule, beside[key]);

		for (guint j = 0; j + 1 < values->len; j++)
			table_add(table, beside[key], g_ptr_array_index(values, j));
	}
	switch (schedule->kind) {
	case KIND_CHECKIN:
		table_add(table, _("protocol"), schedule->protocol);
		table_add(table, _("remind"), remind);
		break;
	case KIND_SLOT:
		table_add(table, _("was"), schedule->was);
		table_add(table, _("now"), schedule->now);
		table_add(table, _("filled"), C_("filled by", filled_name(schedule->filled)));
		break;
	case KIND_NUDGE:
		table_add(table, _("topics"), topics);
		table_add(table, _("plans"), schedule->plans ? _("yes") : _("no"));
		break;
	case N_KINDS:
		break;
	}
	table_add(table, _("expires"), expires);
	table_add(table, _("next"), next);
	table_print(table, book->cli->columns, FALSE);
}

/* --- naming one --- */

static int unknown_schedule(const Book *book, const char *word)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	const char *meant;

	for (guint i = 0; i < book->settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);

		g_ptr_array_add(known, strchr(word, '/') ? schedule->id : schedule->name);
	}
	g_ptr_array_add(known, NULL);
	meant = nearest_name(word, (const char *const *)known->pdata);
	if (meant)
		cli_fail(_("there is no schedule '%.80s'; did you mean %s?"), word, meant);
	else
		cli_fail(_("there is no schedule '%.80s'; `steady schedule list` shows them"), word);
	return -1;
}

int book_find(const Book *book, const char *word)
{
	int found = -1;

	for (guint i = 0; i < book->settings->schedules->len; i++) {
		const Schedule *schedule = g_ptr_array_index(book->settings->schedules, i);

		if (strcmp(schedule->id, word) == 0)
			return (int)i;
		if (strcmp(schedule->name, word) != 0)
			continue;
		if (found >= 0) {
			cli_fail(_("two schedules are called '%s'; write the kind too: %s or %s"), word,
			         ((const Schedule *)book->settings->schedules->pdata[found])->id, schedule->id);
			return -1;
		}
		found = (int)i;
	}
	return found >= 0 ? found : unknown_schedule(book, word);
}
