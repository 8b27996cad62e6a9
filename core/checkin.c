/* checkin.c - what a reply means, and what comes next. */
#include "core/checkin.h"
#include "core/i18n.h"

#include <string.h>

G_DEFINE_QUARK(steady_checkin_error, checkin_error);

#define SHOWN_OF_REPLY 40 /* characters of a wrong reply that its error repeats */

void answer_clear(Answer *answer)
{
	g_clear_pointer(&answer->value, g_free);
	answer->number = -1;
}

/* --- what a reply means --------------------------------------------------------------------------- */

/* Two texts that a person would call the same word. */
static gboolean same_word(const char *a, const char *b)
{
	g_autofree char *a_normal = g_utf8_normalize(a, -1, G_NORMALIZE_ALL);
	g_autofree char *b_normal = g_utf8_normalize(b, -1, G_NORMALIZE_ALL);
	g_autofree char *a_folded = a_normal ? g_utf8_casefold(a_normal, -1) : NULL;
	g_autofree char *b_folded = b_normal ? g_utf8_casefold(b_normal, -1) : NULL;

	return a_folded && b_folded && g_str_equal(a_folded, b_folded);
}

static gboolean read_number(const char *reply, gint64 min, gint64 max, int *number)
{
	gint64 value;

	if (!g_ascii_string_to_signed(reply, 10, min, max, &value, NULL))
		return FALSE;
	*number = (int)value;
	return TRUE;
}

static gboolean names_choice(const Choice *choice, const char *reply)
{
	return same_word(choice->value, reply) || (choice->label.neutral && same_word(choice->label.neutral, reply)) ||
	       (choice->label.open && same_word(choice->label.open, reply));
}

static const Choice *read_choice(const Item *item, const char *reply)
{
	int number;

	for (guint i = 0; i < item->choices->len; i++)
		if (names_choice(g_ptr_array_index(item->choices, i), reply))
			return g_ptr_array_index(item->choices, i);
	if (read_number(reply, 1, item->choices->len, &number))
		return g_ptr_array_index(item->choices, number - 1);
	if (item->type == ITEM_YESNO && same_word(reply, "y"))
		return item_choice(item, "yes");
	if (item->type == ITEM_YESNO && same_word(reply, "n"))
		return item_choice(item, "no");
	return NULL;
}

static gboolean is_plain_text(const char *reply)
{
	for (const char *p = reply; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_iscntrl(c) && c != '\n' && c != '\t')
			return FALSE;
	}
	return TRUE;
}

static gboolean skips(const Item *item, const char *reply)
{
	return item->optional && (!*reply || g_str_equal(reply, "-") || same_word(reply, "skip"));
}

char *checkin_expects(const Item *item)
{
	GString *words;

	switch (item->type) {
	case ITEM_SCALE:
	case ITEM_NUMBER:
		if (!item->unit)
			return g_strdup_printf(_("a number from %d to %d"), item->min, item->max);
		/* Translators: behind it stands what is counted, such as "hours". */
		return g_strdup_printf(_("a number from %d to %d %s"), item->min, item->max, item->unit);
	case ITEM_TEXT:
		return g_strdup_printf(_("a line of at most %d characters"), MAX_ANSWER);
	case ITEM_CHOICE:
	case ITEM_YESNO:
		break;
	}
	words = g_string_new(NULL);
	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = g_ptr_array_index(item->choices, i);

		g_string_append(words, i == 0 ? "" : i + 1 < item->choices->len ? ", " : _(" or "));
		g_string_append(words, choice->value);
	}
	return g_string_free(words, FALSE);
}

/* The reply as an error may repeat it: short, without anything that would move a terminal's cursor. */
static char *shown_reply(const char *reply)
{
	GString *shown = g_string_new("'");
	int n = 0;

	for (const char *p = reply; *p && n < SHOWN_OF_REPLY; p = g_utf8_next_char(p), n++) {
		gunichar c = g_utf8_get_char(p);

		g_string_append_unichar(shown, g_unichar_isprint(c) ? c : '?');
	}
	g_string_append(shown, n == SHOWN_OF_REPLY ? "…'" : "'");
	return g_string_free(shown, FALSE);
}

static gboolean refuse(const Item *item, const char *reply, GError **error)
{
	g_autofree char *expected = checkin_expects(item);
	g_autofree char *shown = shown_reply(reply);

	if (item->type == ITEM_TEXT && !is_plain_text(reply))
		g_set_error(error, CHECKIN_ERROR, CHECKIN_ERROR_ANSWER,
		            _("%s holds characters that are not text (an arrow key or Escape, perhaps); expected %s"),
		            shown, expected);
	else if (item->type == ITEM_TEXT && *reply)
		g_set_error(error, CHECKIN_ERROR, CHECKIN_ERROR_ANSWER, _("that is %ld characters long; expected %s"),
		            g_utf8_strlen(reply, -1), expected);
	else
		g_set_error(error, CHECKIN_ERROR, CHECKIN_ERROR_ANSWER,
		            item->optional ? _("%s is not an answer to this; expected %s, or skip")
		                           : _("%s is not an answer to this; expected %s"),
		            shown, expected);
	return FALSE;
}

static gboolean give(Answer *answer, const char *value, int number)
{
	*answer = (Answer){ g_strdup(value), number };
	return TRUE;
}

/* "7 hours" is 7. */
static void cut_unit(const Item *item, char *text)
{
	char *end = text + strspn(text, "0123456789");
	const char *unit = end + strspn(end, " ");

	if (item->unit && end > text && same_word(unit, item->unit))
		*end = '\0';
}

static gboolean read_valid(const Item *item, const char *reply, Answer *answer, GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(reply));
	g_autofree char *value = NULL;
	const Choice *choice;
	int number;

	if (skips(item, text))
		return give(answer, NULL, -1);
	switch (item->type) {
	case ITEM_CHOICE:
	case ITEM_YESNO:
		choice = read_choice(item, text);
		return choice ? give(answer, choice->value, choice->score) : refuse(item, text, error);
	case ITEM_SCALE:
	case ITEM_NUMBER:
		cut_unit(item, text);
		if (!read_number(text, item->min, item->max, &number))
			return refuse(item, text, error);
		value = g_strdup_printf("%d", number);
		return give(answer, value, number);
	case ITEM_TEXT:
		if (!*text || !is_plain_text(text) || g_utf8_strlen(text, -1) > MAX_ANSWER)
			return refuse(item, text, error);
		return give(answer, text, -1);
	}
	g_assert_not_reached();
}

gboolean checkin_read_answer(const Item *item, const char *reply, Answer *answer, GError **error)
{
	*answer = (Answer){ NULL, -1 };
	if (g_utf8_validate(reply, -1, NULL))
		return read_valid(item, reply, answer, error);
	g_set_error(error, CHECKIN_ERROR, CHECKIN_ERROR_ANSWER, _("the answer is not valid UTF-8 text"));
	return FALSE;
}

/* --- what comes next ------------------------------------------------------------------------------ */

/* Where a value leads; NULL: where the item does. */
static const Way *way_of(const Item *item, const char *value)
{
	int number;

	if (!value || !read_number(value, item->min, item->max, &number))
		return NULL;
	for (guint i = 0; i < item->ways->len; i++) {
		const Way *way = &g_array_index(item->ways, Way, i);

		if (number >= way->from && number <= way->to)
			return way;
	}
	return NULL;
}

const Item *checkin_next(const Protocol *protocol, const Item *item, const Answer *answer)
{
	const char *value = answer ? answer->value : NULL;
	const Choice *choice = item_choice(item, value);
	const Way *way = item_takes_number(item) ? way_of(item, value) : NULL;
	int next = choice ? choice->next : way ? way->next : item->next;

	return next == ITEM_END ? NULL : g_ptr_array_index(protocol->items, next);
}

const Item *checkin_resume(const Protocol *protocol, GHashTable *answers)
{
	const Item *item = protocol->items->len > 0 ? g_ptr_array_index(protocol->items, 0) : NULL;
	gpointer value;

	while (item && g_hash_table_lookup_extended(answers, item->name, NULL, &value))
		item = checkin_next(protocol, item, &(Answer){ value, -1 });
	return item;
}
