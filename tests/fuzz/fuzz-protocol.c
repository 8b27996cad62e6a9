#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "config/protocols.h"
#include "core/checkin.h"

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

static void check_item(const Item *item, int n)
{
	g_autofree char *expects = checkin_expects(item);

	check_words(&item->ask, 200);
	fuzz_must(*expects && item->next >= ITEM_END && item->next < n);
	fuzz_must(item->choices->len <= MAX_BUTTONS && (item->type != ITEM_SCALE || item->min < item->max));
	fuzz_must(item->type != ITEM_CHOICE || item->choices->len >= 2);
	fuzz_must(item->type != ITEM_YESNO || item->choices->len == 2);
	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);

		fuzz_must(choice->next >= ITEM_END && choice->next < n);
		check_choice(item, i);
	}
}

/* A walk of drawn answers ends after at most as many steps as there are items. */
static void check_walk(const Protocol *protocol, guint64 *seed)
{
	const Item *item = g_ptr_array_index(protocol->items, 0);

	for (guint taken = 0; item; taken++) {
		guint n = item->choices->len;
		const Choice *choice =
			n ? g_ptr_array_index(item->choices, (guint)fuzz_between(seed, 0, (gint64)n - 1)) : NULL;
		Answer answer = { choice ? choice->value : NULL, -1 };
		Card *card = checkin_card(protocol, item, 0, 0, fuzz_draw(seed) & 1);

		fuzz_must(taken < protocol->items->len, "it goes round");
		card_free(card);
		item = checkin_next(protocol, item, &answer);
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
}
