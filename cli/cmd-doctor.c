/* cmd-doctor.c - what is wrong here, and what helps. */
#include <stdio.h>

#include "cli/doctor.h"
#include "cli/json.h"
#include "core/i18n.h"
#include "core/text.h"

static int count(const GArray *findings, Weight weight)
{
	int found = 0;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = &g_array_index(findings, Finding, i);

		found += finding->health == HEALTH_FOUND && finding->check->weight == weight;
	}
	return found;
}

static const char *state_of(const Finding *finding)
{
	static const char *const states[] = { [HEALTH_FINE] = "fine", [HEALTH_UNKNOWN] = "unknown" };

	if (finding->health != HEALTH_FOUND)
		return states[finding->health];
	return finding->check->weight == WEIGHT_WRONG ? "wrong" : "note";
}

static void print_json(const GArray *findings, int wrong)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "well", !wrong);
	json_int(&json, "wrong", wrong);
	json_int(&json, "notes", count(findings, WEIGHT_NOTE));
	json_open(&json, "checks", '[');
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = &g_array_index(findings, Finding, i);

		json_open(&json, NULL, '{');
		json_string(&json, "name", finding->check->name);
		json_string(&json, "state", state_of(finding));
		json_string(&json, "said", finding->said);
		json_string(&json, "fix", finding->fix);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	json_print(&json);
}

static void print_findings(const Cli *cli, const GArray *findings, Weight weight, const char *mark)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = &g_array_index(findings, Finding, i);

		if (finding->health == HEALTH_FOUND && finding->check->weight == weight) {
			g_autofree char *said = text_wrap(finding->said, cli->columns, mark, "       ");
			g_autofree char *fix = text_wrap(finding->fix, cli->columns, "       > ", "         ");

			printf("%s\n%s\n", said, fix);
		}
	}
}

static void print_words(const Cli *cli, const GArray *findings, int wrong)
{
	print_findings(cli, findings, WEIGHT_WRONG, _("wrong  "));
	print_findings(cli, findings, WEIGHT_NOTE, _("note   "));
	if (!wrong)
		printf(_("Nothing is wrong: %u things were looked at.\n"), findings->len);
}

int cmd_doctor(Cli *cli, int argc, char **argv)
{
	g_autoptr(GArray) findings = NULL;
	const GOptionEntry entries[] = { { NULL } };
	int wrong;

	if (!cli_options(cli, entries, &argc, &argv, 0))
		return EXIT_USAGE;
	findings = doctor_look(cli);
	wrong = count(findings, WEIGHT_WRONG);
	if (cli->json)
		print_json(findings, wrong);
	else
		print_words(cli, findings, wrong);
	return wrong ? EXIT_FAILED : EXIT_DONE;
}
