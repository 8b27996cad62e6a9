#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/protocols.h"
#include "core/checkin.h"
#include "core/turns.h"

static void check_words(const Wording *wording, glong most)
{
	const char *texts[] = { wording->neutral, wording->open };

	fuzz_must(wording->neutral && *wording->neutral);
	for (guint i = 0; i < G_N_ELEMENTS(texts) && texts[i]; i++)
		fuzz_must(g_utf8_validate(texts[i], -1, NULL) && g_utf8_strlen(texts[i], -1) <= most, "%s", texts[i]);
}

/* By its value and by its labels: the same choice. */
static void check_choice(const Item *item, guint nth)
{
	const Choice *choice = g_ptr_array_index(item->choices, nth);
	const char *replies[] = { choice->value, choice->label.neutral, choice->label.open };

	check_words(&choice->label, 20);
	fuzz_must(choice->score >= -1 && choice->score <= 100);
	fuzz_must((choice->score >= 0) == (item->score != NULL));
	for (guint i = 0; i < G_N_ELEMENTS(replies); i++) {
		g_auto(Answer) answer = { 0 };

		if (replies[i])
			fuzz_must(checkin_read_answer(item, replies[i], &answer, NULL) &&
			                  g_strcmp0(answer.value, choice->value) == 0,
			          "\"%s\" is read as %s", replies[i], answer.value);
	}
}

/* Within the values, and none of them twice. */
static void check_item_ways(const Item *item, int n)
{
	fuzz_must(item_takes_number(item) || !item->ways->len);
	for (guint i = 0; i < item->ways->len; i++) {
		const Way *way = &g_array_index(item->ways, Way, i);

		fuzz_must(way->from >= item->min && way->from <= way->to && way->to <= item->max);
		fuzz_must(way->next >= ITEM_END && way->next < n);
		for (guint other = 0; other < i; other++) {
			const Way *before = &g_array_index(item->ways, Way, other);

			fuzz_must(way->to < before->from || before->to < way->from);
		}
	}
}

static void check_item(const Item *item, int n)
{
	g_autofree char *expects = checkin_expects(item);

	check_words(&item->ask, 200);
	fuzz_must(*expects && item->next >= ITEM_END && item->next < n);
	fuzz_must(item->choices->len <= MAX_BUTTONS &&
	          (!item_takes_number(item) || (item->min >= 0 && item->min < item->max)));
	fuzz_must(item->weight >= 1 && item->weight <= 9);
	check_item_ways(item, n);
	fuzz_must(item->type != ITEM_CHOICE || item->choices->len >= 2);
	fuzz_must(item->type != ITEM_YESNO || item->choices->len == 2);
	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);

		fuzz_must(choice->next >= ITEM_END && choice->next < n);
		check_choice(item, i);
	}
}

/* An answer as it is stored; NULL: skipped. Free it. */
static char *draw_answer(const Item *item, guint64 *seed)
{
	guint n = item->choices->len;

	if (n)
		return g_strdup(
			((const Choice *)g_ptr_array_index(item->choices, (guint)fuzz_between(seed, 0, (gint64)n - 1)))
				->value);
	if (item_takes_number(item))
		return g_strdup_printf("%d", (int)fuzz_between(seed, item->min, item->max));
	return NULL;
}

/* A walk of drawn answers ends after at most as many steps as there are items. */
static void check_walk(const Protocol *protocol, guint64 *seed)
{
	const Item *item = g_ptr_array_index(protocol->items, 0);

	for (guint taken = 0; item; taken++) {
		g_autofree char *value = draw_answer(item, seed);
		Answer answer = { value, -1 };
		Card *card = checkin_card(protocol, item, 0, 0, fuzz_draw(seed) & 1);

		fuzz_must(taken < protocol->items->len, "it goes round");
		card_free(card);
		item = checkin_next(protocol, item, &answer);
	}
}

/* One of each turn, and the others as they were; asked again and again, each comes. */
static void check_turns(const Protocol *all, guint64 *seed)
{
	g_autoptr(GPtrArray) asked = g_ptr_array_new();

	for (guint round = 0; round < 8; round++) {
		g_autoptr(Protocol) chosen = protocol_in_turn(all, asked, NULL);

		fuzz_must(chosen->items->len > 0 && chosen->items->len <= all->items->len);
		for (guint i = 0; i < chosen->items->len; i++) {
			const Item *item = g_ptr_array_index(chosen->items, i);

			for (guint other = 0; item->turn && other < i; other++)
				fuzz_must(g_strcmp0(((const Item *)g_ptr_array_index(chosen->items, other))->turn,
				                    item->turn) != 0);
			g_ptr_array_add(asked, protocol_item(all, item->name)->name);
		}
		check_walk(chosen, seed);
	}
}

void fuzz_protocol(const char *text, gsize length)
{
	guint64 seed = fuzz_seed(text, length);
	g_autoptr(Problems) problems = problems_new();
	g_autoptr(Protocol) protocol = protocol_parse(text, "x.ini", "x", problems);

	fuzz_must(!protocol == (problems_errors(problems) > 0));
	fuzz_check_problems(text, problems);
	if (!protocol)
		return;
	fuzz_must(protocol->items->len > 0);
	check_words(&protocol->title, 60);
	for (guint i = 0; i < protocol->items->len; i++)
		check_item(g_ptr_array_index(protocol->items, i), (int)protocol->items->len);
	for (int i = 0; i < 4; i++)
		check_walk(protocol, &seed);
	check_turns(protocol, &seed);
}
