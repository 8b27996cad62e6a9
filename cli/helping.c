#include "cli/helping.h"
#include "core/i18n.h"

#include <string.h>

#include "core/text.h"

/* "Germany" is DE, as "de" is; what is neither stays as it was typed. Free it. */
static char *code_of(const Cli *cli, const char *typed, Problems *problems)
{
	g_auto(GStrv) codes = strlen(typed) == 2 ? NULL : helplines_countries(cli->paths);

	for (char **code = codes; code && *code; code++) {
		g_autoptr(Helplines) country = helplines_load(cli->paths, *code, problems);

		if (country && g_ascii_strcasecmp(country->name, typed) == 0)
			return g_strdup(*code);
	}
	return g_ascii_strup(typed, -1);
}

Helping *helping_new(const Cli *cli, const char *code)
{
	Helping *helping = g_new0(Helping, 1);

	helping->own = own_help_new(cli->paths);
	helping->problems = problems_new();
	if (code)
		helping->code = code_of(cli, code, helping->problems);
	else if (helping->own->country)
		helping->code = g_strdup(helping->own->country);
	else
		helping->code = country_guess(zone_name(cli->zone));
	if (helping->code)
		helping->country = helplines_load(cli->paths, helping->code, helping->problems);
	return helping;
}

void helping_free(Helping *helping)
{
	if (!helping)
		return;
	own_help_free(helping->own);
	g_free(helping->code);
	helplines_free(helping->country);
	problems_free(helping->problems);
	g_free(helping);
}

char *helping_date(int day)
{
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	return g_strdup_printf("%04d-%02d-%02d", year, month, date);
}

GPtrArray *helping_lines(const Helping *helping, const Helplines *country)
{
	HelpKind first = helping->own->frightened ? HELP_ABUSE : HELP_CRISIS;
	GPtrArray *lines = g_ptr_array_new();

	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < country->lines->len; i++) {
			Helpline *line = g_ptr_array_index(country->lines, i);

			if ((line->kind == first) == (pass == 0))
				g_ptr_array_add(lines, line);
		}
	return lines;
}

/* "988 Suicide & Crisis Lifeline: 988, day and night (read 2022-07-19)". */
static void add_short(GString *text, const Helpline *line, int columns)
{
	g_autofree char *date = line->checked ? helping_date(line->checked) : NULL;
	const char *way = line->phone ? line->phone : line->text ? line->text : line->chat ? line->chat : line->note;
	gboolean abuse = line->page && line->kind == HELP_ABUSE;
	g_autoptr(GString) said = g_string_new(line->title);
	g_autofree char *wrapped = NULL;

	if (abuse)
		g_string_append_printf(said, " (%s)", _("after fear or violence"));
	g_string_append_printf(said, ": %s%s%s", way, line->hours ? ", " : "", line->hours ? line->hours : "");
	if (date) {
		g_string_append_c(said, ' ');
		/* Translators: when a page was read, such as 2026-11-23. */
		g_string_append_printf(said, _("(read %s)"), date);
	}
	wrapped = text_wrap(said->str, columns, "  ", "    ");
	g_string_append_printf(text, "%s%s", text->len ? "\n" : "", wrapped);
}

char *helping_short(const Helping *helping, int columns)
{
	g_autoptr(GPtrArray) lines = helping->country ? helping_lines(helping, helping->country) : g_ptr_array_new();
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < helping->own->lines->len; i++)
		add_short(text, g_ptr_array_index(helping->own->lines, i), columns);
	for (guint i = 0; i < lines->len; i++)
		add_short(text, g_ptr_array_index(lines, i), columns);
	return g_string_free(text, FALSE);
}
