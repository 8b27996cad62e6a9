/* cmd-helplines.c - somebody to call or to write to, at once. */
#include <stdio.h>

#include "cli/helping.h"
#include "cli/json.h"
#include "core/i18n.h"
#include "core/text.h"

static int today(const Cli *cli)
{
	return zone_day(cli->zone, cli->now);
}

/* --- for a person --------------------------------------------------------------------------------- */

static void print_title(const Cli *cli, const char *title)
{
	g_autofree char *wrapped = text_wrap(title, MIN(cli->columns, 80), "", "  ");

	printf(cli->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", wrapped);
}

/* Two blanks, the name, and blanks up to its column, however wide its letters are; free it. */
static char *margin(const char *name)
{
	g_autofree char *rest = g_strnfill(MAX(10 - text_columns(name, -1), 1), ' ');

	return g_strconcat("  ", name, rest, NULL);
}

static void print_field(const Cli *cli, const char *name, const char *value)
{
	g_autofree char *first = margin(name);
	g_autofree char *wrapped = value ? text_wrap(value, MIN(cli->columns, 80), first, "            ") : NULL;

	if (wrapped)
		puts(wrapped);
}

/* An address in one piece can be clicked and copied. */
static void print_link(const char *name, const char *link)
{
	g_autofree char *first = margin(name);

	if (link)
		printf("%s%s\n", first, link);
}

static void print_line(const Cli *cli, const Helpline *line)
{
	g_autofree char *date = line->checked ? helping_date(line->checked) : NULL;
	g_autofree char *read = date ? g_strdup_printf(_("as its page said on %s"), date) : NULL;

	print_title(cli, line->title);
	if (line->page && line->kind == HELP_ABUSE)
		print_field(cli, _("for"), _("where there is or was fear, threats or violence"));
	print_field(cli, _("call"), line->phone);
	print_field(cli, _("text"), line->text);
	print_link(_("chat"), line->chat);
	print_field(cli, _("when"), line->hours);
	print_field(cli, _("speaks"), line->languages);
	print_field(cli, _("note"), line->note);
	print_field(cli, _("dated"), read);
	print_link(_("page"), line->page);
}

static void print_own(const Cli *cli, const Helping *helping)
{
	for (guint i = 0; i < helping->own->lines->len; i++)
		print_line(cli, g_ptr_array_index(helping->own->lines, i));
}

static void print_danger(const Cli *cli, const Helplines *country)
{
	g_autofree char *said =
		country && country->emergency
			? g_strdup_printf(_("In danger now: %s."), country->emergency)
			: g_strdup(_("In danger now: the emergency number of the country you are in "
	                             "(112 in the European Union, 911 in the US and Canada, 999 in the UK)."));
	g_autofree char *wrapped = text_wrap(said, MIN(cli->columns, 80), "", "");

	puts(wrapped);
}

static void print_country(const Cli *cli, const Helping *helping, const Helplines *country)
{
	g_autoptr(GPtrArray) lines = helping_lines(helping, country);

	for (guint i = 0; i < lines->len; i++)
		print_line(cli, g_ptr_array_index(lines, i));
	if (!helplines_first(country, HELP_CRISIS))
		cli_say(_("\nFor anything that is too much to be alone with: %s"), HELP_ELSEWHERE);
	if (helplines_are_old(country, today(cli)))
		cli_say(_(
			"\nSome of this was read more than a year ago, and may have changed: the page says what holds "
			"now."));
}

/* All there are, in short, where it is not known which one is wanted. */
static void print_all(const Cli *cli, const Helping *helping)
{
	g_auto(GStrv) codes = helplines_countries(cli->paths);

	for (char **code = codes; *code; code++) {
		g_autoptr(Helplines) country = helplines_load(cli->paths, *code, helping->problems);
		Helping one = { .own = &(OwnHelp){ g_ptr_array_new(), NULL, helping->own->frightened },
			        .country = country };

		if (country) {
			g_autofree char *title = g_strdup_printf("%s (%s)", country->name, country->code);

			g_autofree char *lines = helping_short(&one, MIN(cli->columns, 80));

			print_title(cli, title);
			puts(lines);
		}
		g_ptr_array_unref(one.own->lines);
	}
}

static void print_text(const Cli *cli, const Helping *helping)
{
	print_danger(cli, helping->country);
	print_own(cli, helping);
	if (helping->country) {
		print_country(cli, helping, helping->country);
		cli_say(_("\n`steady helplines` with the two letters of another country names that one's."));
	} else {
		print_all(cli, helping);
		cli_say(_("\nThe two letters of a country, as in `steady helplines US`, say more. For any other "
		          "one:\n%s"),
		        HELP_ELSEWHERE);
	}
}

/* --- for a program -------------------------------------------------------------------------------- */

static void json_line(Json *json, const Helpline *line, gboolean own)
{
	g_autofree char *date = line->checked ? helping_date(line->checked) : NULL;

	json_open(json, NULL, '{');
	json_string(json, "title", line->title);
	json_string(json, "kind", own ? NULL : help_kind_name(line->kind));
	json_string(json, "phone", line->phone);
	json_string(json, "text", line->text);
	json_string(json, "chat", line->chat);
	json_string(json, "hours", line->hours);
	json_string(json, "languages", line->languages);
	json_string(json, "note", line->note);
	json_string(json, "page", line->page);
	json_string(json, "checked", date);
	json_close(json, '}');
}

static void json_lines(Json *json, const char *key, const GPtrArray *lines, gboolean own)
{
	json_open(json, key, '[');
	for (guint i = 0; lines && i < lines->len; i++)
		json_line(json, g_ptr_array_index(lines, i), own);
	json_close(json, ']');
}

static void print_json(const Cli *cli, const Helping *helping)
{
	g_auto(GStrv) codes = helplines_countries(cli->paths);
	const Helplines *country = helping->country;
	g_autoptr(GPtrArray) lines = country ? helping_lines(helping, country) : NULL;
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_string(&json, "country", helping->code);
	json_string(&json, "name", country ? country->name : NULL);
	json_string(&json, "emergency", country ? country->emergency : NULL);
	json_bool(&json, "old", country && helplines_are_old(country, today(cli)));
	json_lines(&json, "own", helping->own->lines, TRUE);
	json_lines(&json, "lines", lines, FALSE);
	json_open(&json, "countries", '[');
	for (char **code = codes; *code; code++)
		json_string(&json, NULL, *code);
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

/* --------------------------------------------------------------------------------------------------- */

static void say_problems(const Helping *helping)
{
	g_autofree char *text = problems_to_text(helping->problems);

	if (problems_count(helping->problems))
		cli_fail(_("a list of helplines cannot be read:\n%s"), text);
}

int cmd_helplines(Cli *cli, int argc, char **argv)
{
	gboolean found;
	const GOptionEntry entries[] = { { NULL } };
	g_autoptr(Helping) helping = NULL;

	if (!cli_options(cli, entries, &argc, &argv, 1))
		return EXIT_USAGE;
	helping = helping_new(cli, argc > 1 ? argv[1] : NULL);
	found = helping->country || argc < 2;
	if (!found && !problems_count(helping->problems))
		cli_fail(_("there are no lines for '%.20s' here; a country is two letters, such as DE. What there is:"),
		         argv[1]);
	(cli->json ? print_json : print_text)(cli, helping);
	say_problems(helping);
	return found ? EXIT_DONE : EXIT_FAILED;
}
