/* test-protocol.c - check-ins read from text: what is refused, and what the shipped ones hold. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/protocols.h"
#include "core/checkin.h"
#include "core/turns.h"

#define SHARE "share/steady"

static const Paths shipped = { .share = (char *)SHARE };

/* --- texts ---------------------------------------------------------------------------------------- */

#define GOOD_HEAD "[protocol]\ntitle = A moment\n"
#define GOOD_ITEM "[item a]\ntype = choice\nask = Is it there?\nchoices = no, some\nnext = end\n"

#define GOOD_SCALE "[item a]\ntype = scale\nask = How much?\nnext = end\n"
#define TURN(name, next) "[item " name "]\ntype = yesno\nask = ?\nturn = t\nnext = " next "\n"

START_TEST(a_text_becomes_items_with_the_first_ahead)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_parse(
		"[protocol]\ntitle = A moment\ntitle-open = The urge\nfirst = b\n"
		"[item a]\ntype = text\nask = A word?\noptional = yes\nnext = end\n"
		"[item b]\ntype = yesno\nask = Now?\nlabel.yes = Right now\nlabel-open.no = Not a bit\nscore = need\n"
		"score.yes = 100\nscore.no = 0\nnext.yes = c\nnext.no = end\n"
		"[item c]\ntype = scale\nask = How much?\nask-open = How strong?\nmin = 1\nmax = 5\nnext = a\n",
		"x.ini", "x", problems);
	g_autofree char *said = problems_to_text(problems);
	const Item *b, *c;

	ck_assert_msg(protocol != NULL, "%s", said);
	ck_assert_str_eq(wording(&protocol->title, TRUE), "A moment");
	ck_assert_str_eq(wording(&protocol->title, FALSE), "The urge");
	b = g_ptr_array_index(protocol->items, 0);
	c = protocol_item(protocol, "c");
	ck_assert_str_eq(b->name, "b");
	ck_assert_str_eq(b->score, "need");
	ck_assert_int_eq(item_choice(b, "yes")->score, 100);
	ck_assert_str_eq(wording(&item_choice(b, "yes")->label, FALSE), "Right now");
	ck_assert_str_eq(wording(&item_choice(b, "no")->label, TRUE), "No");
	ck_assert_str_eq(wording(&item_choice(b, "no")->label, FALSE), "Not a bit");
	ck_assert_ptr_eq(checkin_next(protocol, b, &(Answer){ (char *)"yes", 100 }), c);
	ck_assert_ptr_null(checkin_next(protocol, b, &(Answer){ (char *)"no", 0 }));
	ck_assert_int_eq(c->min, 1);
	ck_assert_int_eq(c->max, 5);
	ck_assert(protocol_item(protocol, "a")->optional);
}
END_TEST

START_TEST(values_lead_where_their_range_does)
{
	static const struct {
		const char *value, *next;
	} leads[] = { { "0", NULL }, { "3", NULL }, { "4", "c" }, { "6", "c" },
		      { "7", "b" },  { "10", "b" }, { NULL, "c" } };
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_parse(
		GOOD_HEAD
		"[item a]\ntype = scale\nask = How much?\nnext.0..3 = end\nnext.7..10 = b\nnext = c\noptional = yes\n"
		"[item b]\ntype = number\nask = How many?\nmin = 2\nmax = 500\nunit = steps\nnext.500 = end\nnext = c\n"
		"[item c]\ntype = text\nask = ?\nnext = end\n",
		"x.ini", "x", problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_msg(protocol != NULL, "%s", said);
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
		const Item *next =
			checkin_next(protocol, protocol_item(protocol, "a"), &(Answer){ (char *)leads[i].value, -1 });

		ck_assert_pstr_eq(next ? next->name : NULL, leads[i].next);
	}
	ck_assert_ptr_null(checkin_next(protocol, protocol_item(protocol, "b"), &(Answer){ (char *)"500", 500 }));
	ck_assert_str_eq(protocol_item(protocol, "b")->unit, "steps");
	ck_assert_int_eq(protocol_item(protocol, "b")->max, 500);
}
END_TEST

START_TEST(items_that_take_turns_are_led_to_by_the_name_of_their_turn)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_parse(
		GOOD_HEAD
		"first = t\n[item c]\ntype = text\nask = ?\nnext = end\n" TURN("a", "c") "weight = 2\n" TURN("b", "c"),
		"x.ini", "x", problems);
	g_autofree char *said = problems_to_text(problems);

	ck_assert_msg(protocol != NULL, "%s", said);
	ck_assert_str_eq(((const Item *)g_ptr_array_index(protocol->items, 0))->name, "a");
	ck_assert_int_eq(protocol_item(protocol, "a")->weight, 2);
	ck_assert_int_eq(protocol_item(protocol, "b")->weight, 1);
}
END_TEST

/* The line and a part of the message; what is not said to be wrong is right. */
static const struct {
	const char *text;
	int line;
	const char *says;
} wrong[] = {
	{ "", 0, "[protocol]" },
	{ GOOD_HEAD, 0, "there is no item" },
	{ GOOD_ITEM, 0, "[protocol]" },
	{ "[protocol]\n" GOOD_ITEM, 1, "protocol.title" },
	{ "[protocol]\ntitle =\n" GOOD_ITEM, 2, "1 to 60 characters" },
	{ "[protocol]\ntitle = A\ntitel-open = B\n" GOOD_ITEM, 3, "did you mean `title-open`" },
	{ "[protocol]\ntitle = A\ntitle = B\n" GOOD_ITEM, 3, "line 2 already" },
	{ GOOD_HEAD "first = z\n" GOOD_ITEM, 3, "no item `z`" },
	{ GOOD_HEAD GOOD_ITEM GOOD_HEAD, 8, "[protocol] in line 1 already" },
	{ "stray = 1\n" GOOD_HEAD GOOD_ITEM, 1, "below a section" },
	{ GOOD_HEAD "[itm a]\n", 3, "[itm a] is no section" },
	{ GOOD_HEAD GOOD_ITEM "[protcol]\n", 8, "did you mean [protocol]" },
	{ GOOD_HEAD GOOD_ITEM GOOD_ITEM, 8, "an item `a` already" },
	{ GOOD_HEAD "[item end]\ntype = text\nask = A?\nnext = end\n", 3, "cannot name an item" },
	{ GOOD_HEAD "[item A b]\ntype = text\nask = A?\nnext = end\n", 3, "cannot name an item" },
	{ GOOD_HEAD "[item a]\nask = A?\nnext = end\n", 3, "expected choice, scale, yesno, number or text" },
	{ GOOD_HEAD "[item a]\ntype = chioce\nask = A?\nnext = end\n", 4, "found `chioce`" },
	{ GOOD_HEAD "[item a]\ntype = text\nnext = end\n", 3, "item a.ask: it is missing" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\n", 3, "no way on from here" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext = edn\n", 6, "did you mean `end`" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext.yes = end\n", 6, "no such key" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext = a\n", 3, "leads back to `a`" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext = end\nmin = 3\n", 7, "type text has no such key" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext = end\noptionl = yes\n", 7, "did you mean `optional`" },
	{ GOOD_HEAD "[item a]\ntype = text\nask = A?\nnext = end\noptional = maybe\n", 7, "expected yes or no" },
	{ GOOD_HEAD "[item a]\ntype = choice\nask = A?\nnext = end\n", 3, "two or three choices" },
	{ GOOD_HEAD "[item a]\ntype = choice\nask = A?\nnext = end\nchoices = a, b, c, d\n", 7,
	  "two or three choices" },
	{ GOOD_HEAD "[item a]\ntype = choice\nask = A?\nnext = end\nchoices = a, a\n", 7, "`a` is there twice" },
	{ GOOD_HEAD "[item a]\ntype = choice\nask = A?\nnext = end\nchoices = a, B!\n", 7, "found `B!`" },
	{ GOOD_HEAD "[item a]\ntype = choice\nask = A?\nnext = end\nchoices = a, skip\n", 7, "not skip" },
	{ GOOD_HEAD GOOD_ITEM "label.sme = x\n", 8, "did you mean `some`" },
	{ GOOD_HEAD GOOD_ITEM "label = x\n", 8, "label.CHOICE" },
	{ GOOD_HEAD GOOD_ITEM "ask.no = x\n", 8, "without .no" },
	{ GOOD_HEAD GOOD_ITEM "label.no = this is a label too long\n", 8, "1 to 20 characters" },
	{ GOOD_HEAD GOOD_ITEM "label-open.no = SOME\n", 3, "in common" },
	{ GOOD_HEAD GOOD_ITEM "next.no = nowhere\n", 8, "no item `nowhere`" },
	{ GOOD_HEAD GOOD_ITEM "next.no = a\n", 3, "leads back to `a`" },
	{ GOOD_HEAD GOOD_ITEM "score = sadness\n", 8, "expected missing or need" },
	{ GOOD_HEAD GOOD_ITEM "score = need\nscore.no = 0\n", 3, "score.some: it is missing" },
	{ GOOD_HEAD GOOD_ITEM "score = need\nscore.no = 0\nscore.some = 101\n", 10, "from 0 to 100" },
	{ GOOD_HEAD GOOD_ITEM "score.no = 0\n", 8, "counts nowhere" },
	{ GOOD_HEAD "[item a]\ntype = scale\nask = A?\nnext = end\nmin = 5\nmax = 5\n", 8, "expected 6 to 31" },
	{ GOOD_HEAD "[item a]\ntype = scale\nask = A?\nnext = end\nmax = 27\n", 7, "2 to 27 values" },
	{ GOOD_HEAD "[item a]\ntype = scale\nask = A?\nnext = end\nmin = -1\n", 7, "from 0 to 100" },
	{ GOOD_HEAD GOOD_ITEM "[item b]\ntype = text\nask = B?\nnext = end\n", 8, "no other item leads here" },
	{ GOOD_HEAD GOOD_ITEM "what is this\n", 8, "key = value" },
	{ GOOD_HEAD GOOD_SCALE "next.0..3 = z\n", 7, "no item `z`" },
	{ GOOD_HEAD GOOD_SCALE "next.3..0 = end\n", 7, "the lower one first" },
	{ GOOD_HEAD GOOD_SCALE "next.0..11 = end\n", 7, "values from 0 to 10" },
	{ GOOD_HEAD GOOD_SCALE "next.few = end\n", 7, "as in next.0..10" },
	{ GOOD_HEAD GOOD_SCALE "next.0.. = end\n", 7, "as in next.0..10" },
	{ GOOD_HEAD GOOD_SCALE "next.0..4 = end\nnext.4 = end\n", 8, "next.0..4 says" },
	{ GOOD_HEAD GOOD_SCALE "next.0..4 = end\nnext.0..4 = end\n", 8, "line 7 already" },
	{ GOOD_HEAD GOOD_SCALE "next.9..10 = a\n", 3, "leads back to `a`" },
	{ GOOD_HEAD GOOD_SCALE "label.3 = x\n", 7, "type scale has no such key" },
	{ GOOD_HEAD "[item a]\ntype = scale\nask = A?\nnext.0..9 = end\n", 3, "no way on from here" },
	{ GOOD_HEAD "[item a]\ntype = scale\nask = A?\nnext.0..10 = end\nnext = b\n"
	            "[item b]\ntype = text\nask = B?\nnext = end\n",
	  8, "no other item leads here" },
	{ GOOD_HEAD "[item a]\ntype = number\nask = A?\nnext = end\n", 3, "a.max: it is missing" },
	{ GOOD_HEAD "[item a]\ntype = number\nask = A?\nnext = end\nmax = 2000000\n", 7, "from 0 to 1000000" },
	{ GOOD_HEAD "[item a]\ntype = number\nask = A?\nnext = end\nmin = 9\nmax = 9\n", 8, "more than min, 9" },
	{ GOOD_HEAD GOOD_SCALE "unit = steps\n", 7, "type scale has no such key" },
	{ GOOD_HEAD GOOD_SCALE "weight = 2\n", 7, "add turn = NAME" },
	{ GOOD_HEAD GOOD_SCALE "turn = t\n", 7, "no other item takes turns" },
	{ GOOD_HEAD GOOD_SCALE "turn = A b\n", 7, "found `A b`" },
	{ GOOD_HEAD TURN("a", "end") TURN("b", "end") "weight = 0\n", 13, "from 1 to 9" },
	{ GOOD_HEAD TURN("a", "end") TURN("b", "end") "weight = 10\n", 13, "from 0 to 9" },
	{ GOOD_HEAD TURN("a", "c") TURN("b", "end") "[item c]\ntype = text\nask = C?\nnext = end\n", 12,
	  "the same as in `a`" },
	{ GOOD_HEAD TURN("a", "t") TURN("b", "t"), 3, "leads back to `a`" },
	{ GOOD_HEAD TURN("a", "end") TURN("t", "end"), 6, "an item `t`" },
	{ GOOD_HEAD "first = b\n" TURN("a", "end") TURN("b", "end"), 3, "no item `b`" },
	{ GOOD_HEAD "[item c]\ntype = text\nask = C?\nnext = b\n" TURN("a", "end") TURN("b", "end"), 6,
	  "write t, the name of its turn" },
	{ GOOD_HEAD TURN("a", "end") "next.yes = c\n" TURN("b", "end") "[item c]\ntype = text\nask = C?\nnext = end\n",
	  3, "lead to one place" },
};
START_TEST(what_is_wrong_is_said_with_its_line_and_nothing_is_loaded)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_parse(wrong[_i].text, "x.ini", "x", problems);
	g_autofree char *said = problems_to_text(problems);
	g_autofree char *place = wrong[_i].line ? g_strdup_printf("x.ini:%d: ", wrong[_i].line) : g_strdup("x.ini: ");
	gboolean found = FALSE;
	g_auto(GStrv) lines = g_strsplit(said, "\n", -1);

	ck_assert_ptr_null(protocol);
	for (char **line = lines; *line; line++)
		found = found || (g_str_has_prefix(*line, place) && strstr(*line, wrong[_i].says));
	ck_assert_msg(found, "expected %s…%s, found\n%s", place, wrong[_i].says, said);
}
END_TEST

START_TEST(all_that_is_wrong_is_said_at_once)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol =
		protocol_parse("[protocol]\n[item a]\ntype = scale\nmax = x\n[item b]\ntype = text\nask = B?\n",
	                       "x.ini", "x", problems);

	ck_assert_ptr_null(protocol);
	ck_assert_uint_ge(problems_errors(problems), 5); /* title, ask, max, next of a, next of b */
}
END_TEST

START_TEST(a_long_loop_is_found_and_a_shared_way_is_none)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(GString) text = g_string_new(GOOD_HEAD);
	g_autoptr(Protocol) loop = NULL, diamond = NULL;

	for (int i = 0; i < 60; i++)
		g_string_append_printf(text, "[item i%d]\ntype = text\nask = ?\nnext = i%d\n", i, (i + 1) % 60);
	loop = protocol_parse(text->str, "x.ini", "x", problems);
	ck_assert_ptr_null(loop);
	ck_assert_uint_eq(problems_errors(problems), 1);
	diamond = protocol_parse(
		GOOD_HEAD "[item a]\ntype = yesno\nask = ?\nnext.yes = b\nnext.no = c\n"
			  "[item b]\ntype = text\nask = ?\nnext = c\n[item c]\ntype = text\nask = ?\nnext = end\n",
		"x.ini", "x", problems);
	ck_assert_ptr_nonnull(diamond);
}
END_TEST

/* --- random texts --------------------------------------------------------------------------------- */

static char *scramble(const char *text, GRand *dice)
{
	char *copy = g_strdup(text);
	size_t length = strlen(copy);

	for (int n = g_rand_int_range(dice, 1, 12); n > 0; n--) {
		size_t at = g_rand_int_range(dice, 0, (int)length);
		size_t from = g_rand_int_range(dice, 0, (int)length);
		size_t run = g_rand_int_range(dice, 1, 40);

		if (g_rand_boolean(dice))
			copy[at] = (char)g_rand_int_range(dice, 1, 256);
		else
			memmove(copy + at, copy + from, MIN(run, length - MAX(at, from)));
	}
	return copy;
}

/* Walks by the first, the last and a drawn answer; the end comes after at most as many steps as there are items. */
static void walk_at_random(const Protocol *protocol, GRand *dice)
{
	const Item *item = g_ptr_array_index(protocol->items, 0);
	guint taken = 0;

	while (item) {
		guint n = item->choices->len;
		const Choice *choice = n ? g_ptr_array_index(item->choices, g_rand_int_range(dice, 0, (int)n)) : NULL;

		ck_assert_uint_lt(taken++, protocol->items->len);
		item = checkin_next(protocol, item,
		                    &(Answer){ choice && g_rand_boolean(dice) ? choice->value : NULL, -1 });
	}
}

START_TEST(scrambled_texts_are_refused_or_give_a_protocol_that_ends)
{
	g_autoptr(GRand) dice = g_rand_new_with_seed(_i);
	g_autofree char *text = NULL;

	ck_assert(g_file_get_contents(SHARE "/protocols/urge.ini", &text, NULL, NULL));
	for (int round = 0; round < 100; round++) {
		g_autofree char *bad = scramble(text, dice);
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Protocol) protocol = protocol_parse(bad, "x.ini", "x", problems);

		ck_assert(!protocol == (problems_errors(problems) > 0));
		if (protocol)
			walk_at_random(protocol, dice);
	}
}
END_TEST

/* --- the shipped ones ----------------------------------------------------------------------------- */

/* Follows every answer there is; returns the most items one walk can have. */
static int walk_all(const Protocol *protocol, const Item *item, int depth)
{
	int most = depth;

	ck_assert_int_le(depth, (int)protocol->items->len);
	if (!item)
		return depth;
	for (guint i = 0; i <= item->choices->len; i++) {
		const Choice *choice = i < item->choices->len ? g_ptr_array_index(item->choices, i) : NULL;
		int deep;

		if (!choice && !item->optional && item->choices->len > 0)
			continue;
		deep = walk_all(protocol, checkin_next(protocol, item, &(Answer){ choice ? choice->value : NULL, -1 }),
		                depth + 1);
		most = MAX(most, deep);
	}
	return most;
}

/* Words that would tell a stranger something. */
static gboolean tells(const char *text)
{
	static const char *const telling[] = { "them", "their", "they",    "message", "messaged", "urge",   "missing",
		                               "miss", "need",  "needing", "breakup", "love",     "former", "partner",
		                               "ex",   "reply", "contact", "lonely",  "alone",    NULL };
	g_autofree char *low = g_utf8_strdown(text, -1);
	g_auto(GStrv) words = g_strsplit_set(low, " ,.?!:;\"'()\n", -1);

	for (char **word = words; *word; word++)
		if (g_strv_contains(telling, *word))
			return TRUE;
	return FALSE;
}

static void check_card(const Protocol *protocol, const Item *item)
{
	g_autoptr(Card) card = checkin_card(protocol, item, 0, 0, TRUE);

	ck_assert_msg(!tells(card->summary) && !tells(card->body), "%s: %s / %s", item->name, card->summary,
	              card->body);
	for (int i = 0; i < card_n_actions(card); i++)
		ck_assert_msg(!tells(card->actions[i].label), "%s: %s", item->name, card->actions[i].label);
	ck_assert(card_n_actions(card) > 0 || card->takes_text);
}

/* The questions of an urge that is ridden out are more, and can be left: all but how strong it is, and whether to wait. */
static gboolean is_of_a_ride(const char *name)
{
	static const char *const rides[] = { "opening", "again", "again-first", NULL };

	return g_strv_contains(rides, name);
}

START_TEST(what_is_asked_on_a_ride_can_be_left_but_its_strength_and_the_wait)
{
	for (const char *const *name = (const char *const[]){ "opening", "again", "again-first", NULL }; *name;
	     name++) {
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Protocol) protocol = protocol_load(&shipped, *name, problems);

		for (guint i = 0; i < protocol->items->len; i++) {
			const Item *item = protocol->items->pdata[i];

			ck_assert_msg(item->optional || g_str_equal(item->name, "intensity") ||
			                      g_str_equal(item->name, "wait"),
			              "%s: %s", *name, item->name);
		}
	}
}
END_TEST

START_TEST(every_shipped_check_in_loads_ends_and_tells_a_stranger_nothing)
{
	g_auto(GStrv) names = protocol_names(&shipped);

	ck_assert_uint_ge(g_strv_length(names), 2);
	for (char **name = names; *name; name++) {
		g_autoptr(Problems) problems = problems_new();
		g_autoptr(Protocol) protocol = protocol_load(&shipped, *name, problems);
		g_autoptr(Protocol) asked = NULL;
		g_autofree char *said = problems_to_text(problems);

		ck_assert_msg(protocol != NULL, "%s", said);
		ck_assert_uint_eq(problems_count(problems), 0);
		asked = protocol_in_turn(protocol, NULL, NULL);
		ck_assert_int_le(walk_all(asked, g_ptr_array_index(asked->items, 0), 0), is_of_a_ride(*name) ? 10 : 4);
		for (guint i = 0; i < protocol->items->len; i++)
			check_card(protocol, g_ptr_array_index(protocol->items, i));
	}
}
END_TEST

static int signs_of(const Protocol *protocol, const char *score)
{
	int n = 0;

	for (guint i = 0; i < protocol->items->len; i++) {
		const Item *item = g_ptr_array_index(protocol->items, i);

		if (g_strcmp0(item->score, score))
			continue;
		n++;
		ck_assert_str_eq(item->turn, score);
		ck_assert_int_eq(item->weight, g_str_equal(item->name, "need-alone") ? 2 : 1);
		for (guint c = 0; c < 3; c++)
			ck_assert_int_eq(((const Choice *)g_ptr_array_index(item->choices, c))->score, (int)c * 50);
	}
	return n;
}

static const char *const rotating[] = { "evening", "signs" };
START_TEST(four_signs_of_each_take_turns_one_of_missing_and_one_of_need_a_check_in)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_load(&shipped, rotating[_i], problems);
	g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);

	ck_assert_int_eq(signs_of(protocol, "missing"), 4);
	ck_assert_int_eq(signs_of(protocol, "need"), 4);
	for (int day = 0; day < 50; day++) {
		g_autoptr(Protocol) today = protocol_in_turn(protocol, asked, NULL);
		const Item *first = g_ptr_array_index(today->items, 0), *second = checkin_next(today, first, NULL);

		ck_assert_str_eq(first->score, "missing");
		ck_assert_str_eq(second->score, "need");
		g_ptr_array_add(asked, g_strdup(first->name));
		g_ptr_array_add(asked, g_strdup(second->name));
	}
	for (guint i = 0; i < asked->len; i++) {
		const char *name = protocol_item(protocol, asked->pdata[i])->name;

		g_hash_table_insert(counts, (gpointer)name,
		                    GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(counts, name)) + 1));
	}
	ck_assert_uint_eq(g_hash_table_size(counts), 8);
	ck_assert_int_ge(GPOINTER_TO_INT(g_hash_table_lookup(counts, "need-alone")), 18);
	ck_assert_int_le(GPOINTER_TO_INT(g_hash_table_lookup(counts, "need-now")), 12);
}
END_TEST

START_TEST(a_sign_has_the_same_words_wherever_it_is_asked)
{
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) evening = protocol_load(&shipped, "evening", problems);
	g_autoptr(Protocol) signs = protocol_load(&shipped, "signs", problems);

	for (guint i = 0; i < signs->items->len; i++) {
		const Item *one = g_ptr_array_index(signs->items, i), *other = protocol_item(evening, one->name);

		ck_assert_str_eq(one->ask.neutral, other->ask.neutral);
		ck_assert_str_eq(one->ask.open, other->ask.open);
	}
}
END_TEST

/* --- the person's own ----------------------------------------------------------------------------- */

START_TEST(a_check_in_of_ones_own_joins_in_and_goes_before_a_shipped_one)
{
	g_autofree char *home = g_dir_make_tmp("steady-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(home, "protocols", NULL);
	g_autofree char *mine = g_build_filename(folder, "mine.ini", NULL);
	g_autofree char *evening = g_build_filename(folder, "evening.ini", NULL);
	const Paths both = { .share = (char *)SHARE, .config_dir = home };
	g_autoptr(Problems) good = problems_new(), bad = problems_new();
	g_autoptr(Protocol) own = NULL, instead = NULL;
	g_auto(GStrv) all = NULL;
	g_autofree char *said = NULL;

	ck_assert(g_mkdir(folder, 0700) == 0 && g_file_set_contents(mine, GOOD_HEAD GOOD_ITEM, -1, NULL) &&
	          g_file_set_contents(evening, GOOD_HEAD, -1, NULL));
	all = protocol_names(&both);
	ck_assert(g_strv_contains((const char *const *)all, "mine") &&
	          g_strv_contains((const char *const *)all, "urge"));
	own = protocol_load(&both, "mine", good);
	ck_assert(own && !problems_count(good));
	instead = protocol_load(&both, "evening", bad);
	said = problems_to_text(bad);
	ck_assert_ptr_null(instead);
	ck_assert_msg(g_str_has_prefix(said, evening), "%s", said);
	g_unlink(mine);
	g_unlink(evening);
	g_rmdir(folder);
	g_rmdir(home);
}
END_TEST

static const struct {
	const char *name, *says;
} names[] = {
	{ "evenin", "did you mean `evening`" },
	{ "../articles/en/x", "no check-in" },
	{ "", "no check-in" },
	{ "/etc/passwd", "no check-in" },
};
START_TEST(a_name_that_is_none_of_them_is_refused)
{
	g_autoptr(Problems) problems = problems_new();
	g_autofree char *said = NULL;

	ck_assert_ptr_null(protocol_load(&shipped, names[_i].name, problems));
	said = problems_to_text(problems);
	ck_assert_msg(strstr(said, names[_i].says), "%s", said);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("protocol");
	TCase *tests = tcase_create("protocol");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_test(tests, a_text_becomes_items_with_the_first_ahead);
	tcase_add_test(tests, values_lead_where_their_range_does);
	tcase_add_test(tests, items_that_take_turns_are_led_to_by_the_name_of_their_turn);
	tcase_add_loop_test(tests, what_is_wrong_is_said_with_its_line_and_nothing_is_loaded, 0, G_N_ELEMENTS(wrong));
	tcase_add_test(tests, all_that_is_wrong_is_said_at_once);
	tcase_add_test(tests, a_long_loop_is_found_and_a_shared_way_is_none);
	tcase_add_loop_test(tests, scrambled_texts_are_refused_or_give_a_protocol_that_ends, 0, 20);
	tcase_add_test(tests, what_is_asked_on_a_ride_can_be_left_but_its_strength_and_the_wait);
	tcase_add_test(tests, every_shipped_check_in_loads_ends_and_tells_a_stranger_nothing);
	tcase_add_loop_test(tests, four_signs_of_each_take_turns_one_of_missing_and_one_of_need_a_check_in, 0,
	                    G_N_ELEMENTS(rotating));
	tcase_add_test(tests, a_sign_has_the_same_words_wherever_it_is_asked);
	tcase_add_test(tests, a_check_in_of_ones_own_joins_in_and_goes_before_a_shipped_one);
	tcase_add_loop_test(tests, a_name_that_is_none_of_them_is_refused, 0, G_N_ELEMENTS(names));
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
