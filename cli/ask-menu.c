#include "cli/ask-menu.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/ask-keys.h"
#include "core/i18n.h"
#include "core/text.h"

typedef struct Menu {
	const Item *item;
	const AskStyle *style;
	int n, at;        /* what can be chosen, and what is: -1 nothing yet */
	int typed;        /* digits of a scale so far; -1: none */
	const char *note; /* one line below; NULL: how it goes */
	int lines;        /* on the screen */
} Menu;

gboolean menu_fits(const Item *item)
{
	return item->type != ITEM_TEXT && item->type != ITEM_NUMBER;
}

static gboolean is_scale(const Menu *menu)
{
	return menu->item->type == ITEM_SCALE;
}

/* --- on the screen --------------------------------------------------------------------------------- */

/* One less than there are, so that no line is broken by the terminal. */
static int columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col < 21 ? 79 : MIN(size.ws_col - 1, 79);
}

static void add_line(GString *screen, const char *text, const char *first, const char *rest)
{
	g_autofree char *clean = text_clean(text);
	g_autofree char *lines = text_wrap(clean, columns(), first, rest);

	g_string_append_printf(screen, "%s\n", lines);
}

static void add_choices(const Menu *menu, GString *screen)
{
	for (int i = 0; i < menu->n; i++) {
		const Choice *choice = menu->item->choices->pdata[i];
		g_autofree char *first = g_strdup_printf("%s %d  ", i == menu->at ? " >" : "  ", i + 1);

		add_line(screen, wording(&choice->label, menu->style->neutral), first, "      ");
	}
}

static void add_scale(const Menu *menu, GString *screen)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (int i = 0; i < menu->n; i++)
		g_string_append_printf(row, i == menu->at ? "[%d] " : "%d ", menu->item->min + i);
	add_line(screen, g_strchomp(row->str), "  ", "  ");
}

static void add_key(GString *keys, const char *what)
{
	g_string_append_printf(keys, "; %s", what);
}

static char *how(const Menu *menu)
{
	GString *keys = g_string_new("(");

	if (is_scale(menu))
		g_string_append(keys, _("a number, or ← → and Enter"));
	else
		g_string_append_printf(keys, _("1 to %d, or ↑ ↓ and Enter"), menu->n);
	if (menu->item->optional)
		add_key(keys, _("s skips"));
	if (menu->style->back)
		add_key(keys, _("b goes back"));
	add_key(keys, _("? for help"));
	g_string_append_c(keys, ')');
	return g_string_free(keys, FALSE);
}

static void draw(Menu *menu)
{
	g_autoptr(GString) screen = g_string_new(NULL);
	g_autofree char *hint = how(menu);

	if (menu->lines)
		g_string_append_printf(screen, "\033[%dA\r\033[J", menu->lines);
	menu->lines = 0;
	add_line(screen, wording(&menu->item->ask, menu->style->neutral), "", "");
	if (is_scale(menu))
		add_scale(menu, screen);
	else
		add_choices(menu, screen);
	add_line(screen, menu->note ? menu->note : hint, "  ", "  ");
	for (const char *p = screen->str; *p; p++)
		menu->lines += *p == '\n';
	fputs(screen->str, stderr);
	fflush(stderr);
}

/* What stays: the question, and what was said to it. */
static void draw_end(Menu *menu, const char *said)
{
	g_autoptr(GString) screen = g_string_new(NULL);

	g_string_append_printf(screen, "\033[%dA\r\033[J", menu->lines);
	add_line(screen, wording(&menu->item->ask, menu->style->neutral), "", "");
	add_line(screen, said, "  > ", "    ");
	fputs(screen->str, stderr);
	fflush(stderr);
}

/* --- keys -------------------------------------------------------------------------------------------- */

static Asked give(Menu *menu, Answer *answer)
{
	const Choice *choice = is_scale(menu) ? NULL : menu->item->choices->pdata[menu->at];
	int value = menu->item->min + menu->at;

	if (choice)
		*answer = (Answer){ g_strdup(choice->value), choice->score };
	else
		*answer = (Answer){ g_strdup_printf("%d", value), value };
	draw_end(menu, choice ? wording(&choice->label, menu->style->neutral) : answer->value);
	return ASK_GOT;
}

static Asked note(Menu *menu, const char *text)
{
	menu->note = text;
	return ASK_AGAIN;
}

static Asked move(Menu *menu, int step)
{
	menu->typed = -1;
	menu->at = menu->at < 0 ? (step > 0 ? 0 : menu->n - 1) : CLAMP(menu->at + step, 0, menu->n - 1);
	return ASK_AGAIN;
}

static Asked enter(Menu *menu, Answer *answer)
{
	return menu->at >= 0 ? give(menu, answer)
	                     : note(menu, _("Nothing is chosen yet: a digit, or an arrow key first."));
}

/* "1" may become "10": where it can, Enter or the next digit tells. */
static Asked digit_of_scale(Menu *menu, int digit, Answer *answer)
{
	const Item *item = menu->item;
	int value = menu->typed >= 0 ? menu->typed * 10 + digit : digit;

	if (value > item->max)
		value = digit;
	menu->typed = value > 0 ? value : -1;
	if (value < item->min || value > item->max)
		return menu->typed * 10 > item->max || menu->typed < 0 ? (menu->typed = -1, ASK_AGAIN) : ASK_AGAIN;
	menu->at = value - item->min;
	return menu->typed > 0 && value * 10 <= item->max ? ASK_AGAIN : give(menu, answer);
}

static Asked digit_of_choices(Menu *menu, int digit, Answer *answer)
{
	if (digit < 1 || digit > menu->n)
		return note(menu, _("There is no such number here."));
	menu->at = digit - 1;
	return give(menu, answer);
}

static Asked go_back(Menu *menu)
{
	if (!menu->style->back)
		return note(menu, _("This is the first question."));
	draw_end(menu, "(back)");
	return ASK_BACK;
}

static Asked skip(Menu *menu, Answer *answer)
{
	if (!menu->item->optional)
		return note(menu, _("This one needs an answer. q stops here; what you answered is kept."));
	*answer = (Answer){ NULL, -1 };
	draw_end(menu, "(skipped)");
	return ASK_GOT;
}

static Asked stop(Menu *menu)
{
	draw_end(menu, "(stopped)");
	return ASK_STOPPED;
}

static Asked arrow(Menu *menu, int key)
{
	int back = is_scale(menu) ? KEY_UP : KEY_LEFT;

	if (key == back)
		return go_back(menu);
	if (is_scale(menu) == (key == KEY_LEFT || key == KEY_RIGHT))
		return move(menu, key == KEY_RIGHT || key == KEY_DOWN ? 1 : -1);
	return key == KEY_RIGHT ? ASK_AGAIN : move(menu, 1);
}

static Asked yes_or_no(Menu *menu, int key, Answer *answer)
{
	const Choice *wanted = item_choice(menu->item, key == 'y' ? "yes" : "no");

	for (int i = 0; i < menu->n; i++)
		if (menu->item->choices->pdata[i] == wanted)
			menu->at = i;
	return give(menu, answer);
}

static Asked press(Menu *menu, int key, Answer *answer)
{
	menu->note = NULL;
	if (g_ascii_isdigit(key) && key < 256)
		return (is_scale(menu) ? digit_of_scale : digit_of_choices)(menu, key - '0', answer);
	if (menu->item->type == ITEM_YESNO && (key == 'y' || key == 'n'))
		return yes_or_no(menu, key, answer);
	switch (key) {
	case KEY_UP:
	case KEY_DOWN:
	case KEY_LEFT:
	case KEY_RIGHT:
		return arrow(menu, key);
	case KEY_ENTER:
		return enter(menu, answer);
	case KEY_RUBOUT:
	case 'b':
		return go_back(menu);
	case 's':
	case '-':
		return skip(menu, answer);
	case '?':
	case 'h':
		return note(menu, ASK_HELP);
	case 'q':
	case KEY_STOP:
		return stop(menu);
	}
	return ASK_AGAIN;
}

Asked menu_ask(const Item *item, const AskStyle *style, Answer *answer)
{
	Menu menu = { .item = item, .style = style, .at = -1, .typed = -1 };
	g_autoptr(Keys) keys = keys_open();
	Asked asked;

	if (!keys)
		return ASK_FAILED;
	menu.n = is_scale(&menu) ? item->max - item->min + 1 : (int)item->choices->len;
	do
		draw(&menu);
	while ((asked = press(&menu, keys_next(keys), answer)) == ASK_AGAIN);
	return asked;
}
