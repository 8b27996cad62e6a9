/* test-servers.c - what is known of each notification server, and how a card is worded for it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/notifier-showing.h"

#define PLAIN "body"
#define DUNST                                                                                                          \
	"actions body body-hyperlinks icon-static synchronous x-canonical-private-synchronous x-dunst-stack-tag "      \
	"body-markup"
#define MAKO "body body-markup actions icon-static x-canonical-private-synchronous x-dunst-stack-tag"
#define SWAYNC "actions body body-markup body-images persistence synchronous x-canonical-private-synchronous"
#define XFCE "action-icons actions body body-hyperlinks body-markup icon-static x-canonical-private-icon-only"
#define GNOME "actions body body-markup icon-static persistence sound"
#define PLASMA "body body-hyperlinks body-markup body-images icon-static actions persistence inline-reply inhibitions"
#define OSD "body body-markup icon-static image/svg+xml x-canonical-private-synchronous"

/* What each says of itself, and what comes of it for a check-in with three buttons: shown in its body, whether it is markup, the
 * buttons that are sent, whether it is replaced by tag, whether a line can be typed. */
static const struct {
	const char *name, *vendor, *capabilities;
	gboolean says_how, escapes;
	int sent;
	gboolean tags, typed;
	const char *missing;
} desktops[] = {
	{ "gnome-shell", "GNOME", GNOME, FALSE, TRUE, 3, FALSE, FALSE, "" },
	{ "Plasma", "KDE", PLASMA, FALSE, TRUE, 3, FALSE, TRUE, "" },
	{ "dunst", "knopwob", DUNST, TRUE, TRUE, 3, TRUE, FALSE, "shows no buttons (`dunstctl context` lists them)" },
	{ "dunst", "knopwob", "actions body", TRUE, FALSE, 3, TRUE, FALSE,
	  "shows no buttons (`dunstctl context` lists them)" },
	{ "mako", "emersion", MAKO, TRUE, TRUE, 3, TRUE, FALSE, "shows no buttons (`makoctl menu` lists them)" },
	{ "SwayNotificationCenter", "ErikReider", SWAYNC, FALSE, TRUE, 3, TRUE, FALSE, "" },
	{ "Xfce Notify Daemon", "Xfce", XFCE, FALSE, TRUE, 3, FALSE, FALSE, "" },
	{ "lxqt-notificationd", "lxqt.org", "actions body body-markup persistence", FALSE, TRUE, 3, FALSE, FALSE, "" },
	{ "Notification Daemon", "MATE", "actions body body-markup icon-static", FALSE, TRUE, 3, FALSE, FALSE, "" },
	{ "Notification Daemon", "GNOME", "actions body body-markup persistence", FALSE, TRUE, 3, FALSE, FALSE, "" },
	{ "notify-osd", "Canonical Ltd", OSD, TRUE, TRUE, 0, TRUE, FALSE, "shows no buttons" },
	{ "notify-osd", "Canonical Ltd", "actions " OSD, TRUE, TRUE, 0, TRUE, FALSE,
	  "shows no buttons" }, /* a dialog window */
	{ "something else", "somebody", "actions body", FALSE, FALSE, 3, FALSE, FALSE, "" },
	{ "something else", "somebody", PLAIN, TRUE, FALSE, 0, FALSE, FALSE, "shows no buttons" },
	{ "", "", "", TRUE, FALSE, 0, FALSE, FALSE, "shows no buttons" },
};

static int count(const CardAction *actions)
{
	int n = 0;

	while (n < CARD_MAX_ACTIONS && actions[n].key)
		n++;
	return n;
}

static Card *check_in(gboolean typed)
{
	Card *card = card_new("A <question> & more", "Was it <so>?");

	card_add(card, "=no", "No");
	card_add(card, "=some", "A little");
	card_add(card, "=strong", "A lot");
	card->help = g_strdup("steady answer 7 no|some|strong");
	card->stays = TRUE;
	card->takes_text = typed;
	return card;
}

START_TEST(each_server_gets_what_it_can_do)
{
	g_auto(GStrv) capabilities = g_strsplit(desktops[_i].capabilities, " ", -1);
	const ServerKind *kind = servers_find(desktops[_i].name, desktops[_i].vendor);
	ServerSkills skills = servers_skills(kind, (const char *const *)capabilities);
	g_autofree const char **lacks = servers_lacks(&skills);
	g_autofree char *missing = servers_missing(kind, lacks);
	g_autoptr(Card) pressed = check_in(FALSE);
	g_autoptr(Card) typed = check_in(TRUE);
	g_autoptr(Showing) showing = showing_new(pressed, &skills);
	g_autoptr(Showing) line = showing_new(typed, &skills);

	ck_assert_str_eq(showing->summary, "A <question> & more"); /* never escaped */
	ck_assert_int_eq(strstr(showing->body, "steady answer 7") != NULL, desktops[_i].says_how);
	ck_assert_int_eq(strstr(showing->body, "&lt;so&gt;") != NULL, desktops[_i].escapes);
	ck_assert_int_eq(strstr(showing->body, "<so>") == NULL, desktops[_i].escapes);
	ck_assert_int_eq(count(showing->actions), desktops[_i].sent);
	ck_assert_int_eq(skills.tags, desktops[_i].tags);
	ck_assert_int_eq(line->replies, desktops[_i].typed);
	ck_assert_int_eq(strstr(line->body, "steady answer 7") != NULL, !desktops[_i].typed);
	ck_assert_str_eq(missing, desktops[_i].missing);
}
END_TEST

START_TEST(a_summary_that_would_be_cut_stands_in_the_body_and_is_escaped_there)
{
	static const char *const none[] = { "body-markup", NULL };
	ServerSkills xfce = servers_skills(servers_find("Xfce Notify Daemon", NULL), none);
	ServerSkills mate = servers_skills(servers_find("Notification Daemon", "MATE"), none);
	g_autoptr(Card) nudge = card_new("Salt & pepper, and a page about it", "4 min to read.");
	g_autoptr(Card) fits = card_new("Twenty-four characters ä", "4 min to read.");
	g_autoptr(Showing) moved = showing_new(nudge, &xfce);
	g_autoptr(Showing) as_it_is = showing_new(nudge, &mate);
	g_autoptr(Showing) fitting = showing_new(fits, &xfce);

	ck_assert_str_eq(moved->summary, "Steady");
	ck_assert_str_eq(moved->body, "Salt &amp; pepper, and a page about it\n4 min to read.");
	ck_assert_str_eq(as_it_is->summary, "Salt & pepper, and a page about it");
	ck_assert_str_eq(as_it_is->body, "4 min to read.");
	ck_assert_str_eq(fitting->summary, "Twenty-four characters ä");
}
END_TEST

START_TEST(each_row_is_told_from_the_others_and_says_why_it_is_there)
{
	int rows = 0;

	for (const ServerKind *kind = servers_table; kind->name; kind++, rows++) {
		ck_assert_ptr_eq(servers_find(kind->name, kind->vendor ? kind->vendor : "whoever"), kind);
		ck_assert_ptr_eq(servers_called(kind->called), kind);
		ck_assert_str_ne(kind->why, "");
		ck_assert_int_le(kind->buttons, SERVERS_MOST_BUTTONS);
		ck_assert(!kind->menu || !kind->buttons);
	}
	ck_assert_int_eq(rows, 10);
	ck_assert_int_eq(SERVERS_MOST_BUTTONS, CARD_MAX_ACTIONS);
}
END_TEST

START_TEST(a_name_counts_in_any_case_and_nothing_is_made_of_one_that_is_not_known)
{
	ck_assert_ptr_eq(servers_find("DUNST", "x"), servers_find("dunst", "y"));
	ck_assert_ptr_null(servers_find("dunst2", NULL));
	ck_assert_ptr_null(servers_find("", ""));
	ck_assert_ptr_null(servers_find(NULL, NULL));
	ck_assert_ptr_null(servers_called(""));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("servers");
	TCase *tests = tcase_create("servers");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_loop_test(tests, each_server_gets_what_it_can_do, 0, G_N_ELEMENTS(desktops));
	tcase_add_test(tests, a_summary_that_would_be_cut_stands_in_the_body_and_is_escaped_there);
	tcase_add_test(tests, each_row_is_told_from_the_others_and_says_why_it_is_there);
	tcase_add_test(tests, a_name_counts_in_any_case_and_nothing_is_made_of_one_that_is_not_known);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
