#include "cli/ask-item.h"

#include "cli/ask.h"
#include "cli/cli.h"
#include "core/text.h"

char *item_text(const Item *item, gboolean discreet)
{
	g_autoptr(GString) text = g_string_new(wording(&item->ask, discreet));
	g_autofree char *expects = checkin_expects(item);

	for (guint i = 0; i < item->choices->len; i++) {
		const Choice *choice = item->choices->pdata[i];

		g_string_append_printf(text, "\n  %u  %s", i + 1, wording(&choice->label, discreet));
	}
	if (!item->choices->len)
		g_string_append_printf(text, "\n  %s", expects);
	if (item->optional)
		g_string_append(text, "\n  -  skip");
	return text_clean(text->str);
}

gboolean item_ask(const Item *item, gboolean discreet, Answer *answer)
{
	g_autofree char *text = item_text(item, discreet);

	cli_say("%s", text);
	for (;;) {
		g_autofree char *line = ask_line(">");
		g_autoptr(GError) error = NULL;

		if (!line)
			return FALSE;
		if (checkin_read_answer(item, line, answer, &error))
			return TRUE;
		if (!g_ascii_strcasecmp(line, "q"))
			return FALSE;
		cli_say("%s", error->message);
	}
}
