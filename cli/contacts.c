#include "cli/contacts.h"

#include <math.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/table.h"
#include "cli/times.h"
#include "core/aftercare.h"
#include "core/i18n.h"
#include "core/text.h"

static const char *const counts[] = { [COUNT_UNSAID] = NULL, [COUNT_KEEP] = "keep", [COUNT_RESTART] = "restart" };

/* --- one and all ---------------------------------------------------------------------------------------------- */

static void json_contact(Json *json, const Cli *cli, const char *key, const Contact *contact)
{
	json_open(json, key, '{');
	json_int(json, "id", contact->id);
	json_time(json, "at", cli->zone, contact->at);
	json_string(json, "began", began_names[contact->began]);
	json_string(json, "kind", contact_kind_names[contact->kind]);
	json_string(json, "necessity", contact->necessity);
	json_string(json, "note", contact->note);
	json_bool(json, "slip", contact_is_slip(contact));
	json_string(json, "count", counts[contact->count]);
	if (contact->confidence >= 0)
		json_int(json, "confidence", contact->confidence);
	else
		json_null(json, "confidence");
	json_close(json, '}');
}

void contacts_print_one(const Cli *cli, const Contact *contact)
{
	Json json = { 0 };

	json_contact(&json, cli, NULL, contact);
	json_print(&json);
}

typedef struct Noted {
	GArray *contacts;
	gint64 first;
} Noted;

/* FALSE after saying what is wrong. Empty where nothing was ever recorded. */
static gboolean load(const Cli *cli, Noted *past)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	*past = (Noted){ g_array_new(FALSE, FALSE, sizeof(Contact)), TIME_NEVER };
	if (!cli_has_store(cli))
		return TRUE;
	store = cli_store(cli, STORE_READ);
	if (!store)
		return FALSE;
	g_array_unref(past->contacts);
	past->contacts = store_contacts(store, &error);
	past->first = past->contacts ? store_first_moment(store, &error) : TIME_NEVER;
	return error ? cli_store_fail(cli, error), FALSE : TRUE;
}

static void noted_clear(Noted *past)
{
	g_clear_pointer(&past->contacts, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Noted, noted_clear)

static void print_list(const Cli *cli, const GArray *contacts)
{
	static const char *const who[] = { N_("you"), N_("they"), N_("chance") };
	static const char *const what[] = { N_("a message"), N_("a call"), N_("you met"), N_("you looked"),
		                            N_("necessary") };
	g_autoptr(Table) table = table_new(_("DATE"), _("TIME"), _("WHO BEGAN"), _("WHAT"), _("NOTE"), NULL);

	for (guint i = 0; i < contacts->len; i++) {
		const Contact *contact = &g_array_index(contacts, Contact, i);
		g_autofree char *date = time_date(cli, contact->at),
				*clock = time_clock(cli, contact->at - contact->at % SECONDS(60));
		g_autofree char *note = contact->note ? text_clean(contact->note) : NULL;
		g_autofree char *kind = contact->necessity ? g_strdup_printf(_("necessary: %s"),
		                                                             C_("necessary for", contact->necessity))
		                                           : g_strdup(_(what[contact->kind]));

		table_add(table, date, clock, _(who[contact->began]), kind, note);
	}
	table_print(table, cli->columns, cli->color);
}

int contacts_list(const Cli *cli)
{
	g_auto(Noted) past = { 0 };
	Json out = { 0 };

	if (!load(cli, &past))
		return EXIT_FAILED;
	if (!cli->json && !past.contacts->len)
		cli_say(_("No contact is noted. `steady contact` notes one."));
	else if (!cli->json)
		print_list(cli, past.contacts);
	if (!cli->json)
		return EXIT_DONE;
	json_open(&out, NULL, '{');
	json_open(&out, "contacts", '[');
	for (guint i = 0; i < past.contacts->len; i++)
		json_contact(&out, cli, NULL, &g_array_index(past.contacts, Contact, i));
	json_close(&out, ']');
	json_close(&out, '}');
	json_print(&out);
	return EXIT_DONE;
}

/* --- totals: only for who asks ---------------------------------------------------------------------------------- */

static void print_json(const ContactFacts *facts)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, "contacts", facts->all);
	for (int i = 0; i < N_BEGAN; i++) {
		g_autofree char *key = g_strconcat("began_", began_names[i], NULL);

		json_int(&json, key, facts->by_began[i]);
	}
	for (int i = 0; i < N_CONTACT_KINDS; i++)
		json_int(&json, contact_kind_names[i], facts->by_kind[i]);
	json_int(&json, "slips", facts->slips);
	json_int(&json, "days", facts->days);
	json_int(&json, "days_without", facts->quiet);
	json_int(&json, "longest", facts->longest);
	json_int(&json, "since", facts->since);
	if (facts->average >= 0)
		json_double(&json, "average", round(facts->average * 10) / 10);
	else
		json_null(&json, "average");
	json_int(&json, "slips_last_28_days", facts->lately);
	json_int(&json, "slips_28_days_before", facts->before);
	json_close(&json, '}');
	json_print(&json);
}

static void print_totals(const Cli *cli, const ContactFacts *facts)
{
	g_autoptr(Table) table = table_new("", "", NULL);

	table_row(table, _("days on record"), "%d", facts->days);
	table_row(table, _("days without"), _("%d of them; this number never gets less"), facts->quiet);
	table_row(table, _("longest"), ngettext("%d day in a row", "%d days in a row", facts->longest), facts->longest);
	table_row(table, _("your count"),
	          ngettext("%d day, since the start or since you chose to start again",
	                   "%d days, since the start or since you chose to start again", facts->since),
	          facts->since);
	if (facts->average >= 0)
		table_row(table, _("between slips"), _("%.0f days on average"), facts->average);
	if (facts->slips)
		table_row(table, _("slips"), _("%d; in the last four weeks %d, in the four before %d"), facts->slips,
		          facts->lately, facts->before);
	table_row(table, _("begun by them"), _("%d, by chance %d"), facts->by_began[BEGAN_THEM],
	          facts->by_began[BEGAN_CHANCE]);
	table_row(table, _("necessary"), "%d", facts->by_kind[CONTACT_NECESSARY]);
	if (facts->by_kind[CONTACT_CHECKED])
		table_row(table, _("looked at pages"), "%d", facts->by_kind[CONTACT_CHECKED]);
	table_print(table, MIN(cli->columns, 80), FALSE);
}

int contacts_totals(const Cli *cli)
{
	g_autoptr(Settings) settings = cli_settings_or_default(cli);
	g_auto(Noted) past = { 0 };
	ContactFacts facts;

	if (!load(cli, &past))
		return EXIT_FAILED;
	facts = contact_facts(past.contacts, past.first, cli->zone, cli->now);
	if (cli->json)
		print_json(&facts);
	else if (settings->policy.care.frightened)
		cli_say(_(
			"No days are counted here: being safe is no matter of a count. `steady contact list` has what "
			"you noted."));
	else if (!facts.days)
		cli_say(_("Nothing is recorded yet."));
	else
		print_totals(cli, &facts);
	return EXIT_DONE;
}

/* --- what follows ----------------------------------------------------------------------------------------------- */

gboolean contacts_aftercare(const Contact *contact, gint64 span, const Moment *now, Deadline *at)
{
	gint64 next = contact_is_slip(contact) ? aftercare_next(contact->at, span, now->wall) : TIME_NEVER;

	if (next != TIME_NEVER)
		*at = deadline_after(now, next - now->wall);
	return next != TIME_NEVER;
}
