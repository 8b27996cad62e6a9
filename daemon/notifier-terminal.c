#include "daemon/notifier-terminal.h"
#include "core/i18n.h"

#include "core/protocol.h"
#include "core/text.h"
#include "daemon/screen.h"

#define FIXED_SPACE "\u00a0"
#define GAP FIXED_SPACE FIXED_SPACE
#define INDENT "       " /* as wide as the time and its gap */

/* A prompt on the screen that can be answered. */
typedef struct Ask {
	gint64 prompt;
	Card *card;
} Ask;

typedef struct Terminal {
	Notifier notifier;
	NotifierEvents events;
	Screen *screen;
	GPtrArray *asks; /* of Ask; the last one is the one asked now */
	GArray *shown;   /* of gint64: prompts to be told of as soon as the caller is done */
	guint telling;
	gboolean announced;
} Terminal;

static void ask_free(gpointer data)
{
	Ask *ask = data;

	card_free(ask->card);
	g_free(ask);
}

/* --- print ------------------------------------------------------------------------------------------------- */

/* The caller frees. */
static char *laid_out(const Terminal *terminal, const char *text, const char *first)
{
	g_autofree char *clean = text_clean(text ? text : "");
	g_autofree char *lines = text_wrap(clean, screen_columns(terminal->screen), first, INDENT);

	return g_strconcat(lines, "\n", NULL);
}

static void print_summary(Terminal *terminal, const char *summary)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();
	g_autofree char *time = g_date_time_format(now, "%H:%M  ");
	g_autofree char *text = laid_out(terminal, summary, time);

	screen_print(terminal->screen, "\n");
	screen_bold(terminal->screen, text);
}

static void print_text(Terminal *terminal, const char *text)
{
	g_autofree char *laid = laid_out(terminal, text, INDENT);

	if (text && *text)
		screen_print(terminal->screen, laid);
}

static void print_note(Terminal *terminal, const char *text)
{
	g_autofree char *laid = laid_out(terminal, text, INDENT);

	screen_dim(terminal->screen, laid);
}

/* A line breaks between two of them, not within one. */
static void print_actions(Terminal *terminal, const Card *card)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (int i = 0; i < card_n_actions(card); i++) {
		g_autofree char *action = g_strdup_printf("%s[%d] %s", i ? GAP : "", i + 1, card->actions[i].label);
		g_auto(GStrv) words = g_strsplit(action, " ", -1);
		g_autofree char *whole = g_strjoinv(FIXED_SPACE, words);
		g_string_append_printf(row, "%s%s", i ? " " : "", whole);
	}
	print_text(terminal, row->str);
}

static void print_how(Terminal *terminal, const Card *card)
{
	if (!screen_reads(terminal->screen)) {
		g_autofree char *help = g_strconcat(_("Answer: "), card->help, NULL);
		if (card->help)
			print_note(terminal, help);
	} else if (card->takes_number) {
		print_note(terminal,
		           card->actions[0].key ? _("A number, or skip, then Enter.") : _("A number, then Enter."));
	} else if (card->takes_text) {
		print_note(terminal, card->actions[0].key ? _("A number, or a line of text, then Enter.")
		                                          : _("A line of text, then Enter."));
	}
}

static gboolean answerable(const Card *card)
{
	return card->takes_text || card->actions[0].key;
}

static void print_card(Terminal *terminal, const Card *card)
{
	print_summary(terminal, card->summary);
	print_text(terminal, card->body);
	if (!card->takes_number)
		print_actions(terminal, card);
	if (answerable(card))
		print_how(terminal, card);
}

/* --- which prompt is asked ------------------------------------------------------------------------------- */

static Ask *terminal_asked(const Terminal *terminal)
{
	return terminal->asks->len ? terminal->asks->pdata[terminal->asks->len - 1] : NULL;
}

static void terminal_listen(Terminal *terminal)
{
	const Ask *ask = terminal_asked(terminal);

	screen_set_mode(terminal->screen, ask && ask->card->takes_text ? SCREEN_LINES : SCREEN_KEYS);
}

static gboolean terminal_drop(Terminal *terminal, gint64 prompt)
{
	for (guint i = 0; i < terminal->asks->len; i++)
		if (((Ask *)terminal->asks->pdata[i])->prompt == prompt) {
			g_ptr_array_remove_index(terminal->asks, i);
			return TRUE;
		}
	return FALSE;
}

/* The one now last, where that is another than before, is asked again. */
static void terminal_ask_again(Terminal *terminal, const Ask *before)
{
	const Ask *ask = terminal_asked(terminal);

	if (ask && ask != before)
		print_card(terminal, ask->card);
	terminal_listen(terminal);
}

/* An event may show another card, or none; what was asked before waits until then. */
static void terminal_answer(Terminal *terminal, const char *key, const char *text)
{
	Ask *ask = terminal_asked(terminal);
	gint64 prompt = ask->prompt;
	Ask *after;

	terminal_drop(terminal, prompt);
	after = terminal_asked(terminal);
	if (key)
		terminal->events.acted(terminal->events.self, prompt, key);
	else
		terminal->events.typed(terminal->events.self, prompt, text);
	if (after && after == terminal_asked(terminal))
		print_card(terminal, after->card);
	terminal_listen(terminal);
}

static void terminal_act(Terminal *terminal, int number)
{
	const Ask *ask = terminal_asked(terminal);
	g_autofree char *key = g_strdup(ask->card->actions[number - 1].key);
	g_autofree char *said = g_strconcat("> ", ask->card->actions[number - 1].label, NULL);

	print_note(terminal, said);
	terminal_answer(terminal, key, NULL);
}

/* 1 to the number of actions; 0: none of them. */
static int number_of(const Ask *ask, char key)
{
	int number = g_ascii_digit_value(key);

	return number >= 1 && number <= card_n_actions(ask->card) ? number : 0;
}

static void on_key(gpointer self, char key)
{
	Terminal *terminal = self;
	const Ask *ask = terminal_asked(terminal);
	g_autofree char *hint = NULL;

	if (!ask)
		return;
	if (number_of(ask, key)) {
		terminal_act(terminal, number_of(ask, key));
		return;
	}
	hint = g_strdup_printf(_("Press a number from 1 to %d."), card_n_actions(ask->card));
	print_note(terminal, card_n_actions(ask->card) == 1 ? _("Press 1.") : hint);
}

static void print_too_long(gpointer self)
{
	g_autofree char *text = g_strdup_printf(
		_("That is longer than %d characters, and was not kept. Please shorten it."), MAX_ANSWER);

	print_note(self, text);
}

static void on_line(gpointer self, const char *line)
{
	Terminal *terminal = self;
	const Ask *ask = terminal_asked(terminal);

	if (!ask || !*line)
		return;
	if (!ask->card->takes_number && !line[1] && number_of(ask, line[0]))
		terminal_act(terminal, number_of(ask, line[0]));
	else if (!ask->card->takes_text)
		on_key(terminal, line[0]);
	else if (g_utf8_strlen(line, -1) > MAX_ANSWER)
		print_too_long(terminal);
	else
		terminal_answer(terminal, NULL, line);
}

/* --- what the daemon asks for ------------------------------------------------------------------------------ */

static gboolean on_telling(gpointer data)
{
	Terminal *terminal = data;
	g_autoptr(GArray) shown = g_steal_pointer(&terminal->shown);
	gboolean first = !terminal->announced;

	terminal->shown = g_array_new(FALSE, FALSE, sizeof(gint64));
	terminal->telling = 0;
	terminal->announced = TRUE;
	if (first)
		terminal->events.available(terminal->events.self, TRUE);
	for (guint i = 0; i < shown->len; i++)
		terminal->events.shown(terminal->events.self, g_array_index(shown, gint64, i), SHOWN_OK, &(Bubble){ 0 },
		                       NULL);
	return G_SOURCE_REMOVE;
}

/* Later, so that no event comes while the caller is still in show(). */
static void terminal_tell_later(Terminal *terminal)
{
	if (!terminal->telling)
		terminal->telling = g_idle_add_full(G_PRIORITY_DEFAULT, on_telling, terminal, NULL);
}

static void terminal_show(gpointer self, gint64 prompt, const Card *card, const Bubble *last)
{
	Terminal *terminal = self;
	Ask *ask;

	terminal_drop(terminal, prompt);
	print_card(terminal, card);
	if (answerable(card)) {
		ask = g_new0(Ask, 1);
		ask->prompt = prompt;
		ask->card = card_copy(card);
		g_ptr_array_add(terminal->asks, ask);
	}
	terminal_listen(terminal);
	g_array_append_val(terminal->shown, prompt);
	terminal_tell_later(terminal);
}

static void terminal_close(gpointer self, gint64 prompt)
{
	Terminal *terminal = self;
	const Ask *asked = terminal_asked(terminal);
	gboolean now = asked && asked->prompt == prompt;

	for (guint i = terminal->shown->len; i > 0; i--)
		if (g_array_index(terminal->shown, gint64, i - 1) == prompt)
			g_array_remove_index(terminal->shown, i - 1);
	if (!terminal_drop(terminal, prompt))
		return;
	if (now)
		print_note(terminal, _("(That was closed.)"));
	terminal_ask_again(terminal, now ? NULL : asked);
}

static void terminal_tell(gpointer self, const char *summary, const char *body)
{
	Terminal *terminal = self;

	print_summary(terminal, summary);
	print_text(terminal, body);
}

static void terminal_free(gpointer self)
{
	Terminal *terminal = self;

	if (terminal->telling)
		g_source_remove(terminal->telling);
	screen_free(terminal->screen);
	g_ptr_array_unref(terminal->asks);
	g_array_unref(terminal->shown);
	g_free(terminal);
}

Notifier *notifier_terminal_new(const NotifierEvents *events)
{
	Terminal *terminal = g_new0(Terminal, 1);

	terminal->notifier =
		(Notifier){ terminal, "terminal", terminal_show, terminal_close, terminal_tell, terminal_free, NULL };
	terminal->events = *events;
	terminal->asks = g_ptr_array_new_with_free_func(ask_free);
	terminal->shown = g_array_new(FALSE, FALSE, sizeof(gint64));
	terminal->screen = screen_new(&(ScreenEvents){ terminal, on_key, on_line, print_too_long });
	terminal_tell_later(terminal);
	return &terminal->notifier;
}
