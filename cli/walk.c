#include "cli/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/json.h"
#include "cli/prompts.h"
#include "core/i18n.h"
#include "core/turns.h"

/* --- where it stands --- */

static void add_key(gpointer item, gpointer value, gpointer names)
{
	g_hash_table_add(names, item);
}

/* What was answered before can be gone back to. */
static void pass_by(Walk *walk, char *value)
{
	g_ptr_array_add(walk->before, g_strdup(walk->item->name));
	walk->item = checkin_next(walk->asked, walk->item, &(Answer){ value, -1 });
}

void walk_begin(Walk *walk, GHashTable *answers, const char *item)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	if (answers)
		g_hash_table_foreach(answers, add_key, names);
	if (item)
		g_hash_table_add(names, (char *)item);
	if (walk->source.given && !answers && !item) /* a script chooses whose turn it is */
		g_hash_table_foreach(walk->source.given, add_key, names);
	walk->before = g_ptr_array_new_with_free_func(g_free);
	walk->asked = prompts_in_turn(walk->cli, walk->all, names);
	walk->item = walk->asked->items->pdata[0];
	while (walk->item && answers && g_hash_table_contains(answers, walk->item->name))
		pass_by(walk, g_hash_table_lookup(answers, walk->item->name));
	if (item && protocol_item(walk->asked, item))
		walk->item = protocol_item(walk->asked, item);
}

void walk_clear(Walk *walk)
{
	recorder_clear(&walk->recorder);
	g_clear_pointer(&walk->asked, protocol_free);
	g_clear_pointer(&walk->before, g_ptr_array_unref);
	g_clear_pointer(&walk->source.given, g_hash_table_unref);
}

/* The daemon may see another item's turn than the store had. */
static void follow_daemon(Walk *walk, const char *next)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	Protocol *asked;

	for (guint i = 0; i < walk->before->len; i++)
		g_hash_table_add(names, walk->before->pdata[i]);
	g_hash_table_add(names, (char *)next);
	asked = protocol_in_turn(walk->all, NULL, names);
	protocol_free(walk->asked);
	walk->asked = asked;
}

static void go_on(Walk *walk, const Answer *answer)
{
	const char *next = walk->recorder.next;

	g_ptr_array_add(walk->before, g_strdup(walk->item->name));
	if (!next) {
		walk->item = checkin_next(walk->asked, walk->item, answer);
		return;
	}
	if (*next && !protocol_item(walk->asked, next))
		follow_daemon(walk, next);
	walk->item = protocol_item(walk->asked, next);
}

/* FALSE after saying why. */
static gboolean go_back(Walk *walk)
{
	const char *name = walk->before->pdata[walk->before->len - 1];
	const Item *item = protocol_item(walk->asked, name);

	if (!item || !recorder_withdraw(&walk->recorder, item))
		return FALSE;
	walk->item = item;
	g_ptr_array_set_size(walk->before, (int)walk->before->len - 1);
	return TRUE;
}

/* --- answers that were given ---------------------------------------------------------------------- */

/* An item left out is skipped where it may be. */
static gboolean answer_given(const Source *source, const Item *item, Answer *answer, GError **error)
{
	const char *reply = g_hash_table_lookup(source->given, item->name);

	return checkin_read_answer(item, reply ? reply : "", answer, error);
}

gboolean walk_takes(const Walk *walk)
{
	const Source *source = &walk->source;
	guint used = 0;

	for (const Item *item = walk->item; item;) {
		g_auto(Answer) answer = { NULL, -1 };
		g_autoptr(GError) error = NULL;
		g_autofree char *expects = checkin_expects(item);
		gboolean is_given = g_hash_table_contains(source->given, item->name);

		if (!is_given && !item->optional)
			return cli_usage(walk->cli, _("an answer is missing: --answer %s=… (%s)"), item->name, expects),
			       FALSE;
		if (!answer_given(source, item, &answer, &error))
			return cli_usage(walk->cli, _("--answer %s: %s"), item->name, error->message), FALSE;
		used += is_given;
		item = checkin_next(walk->asked, item, &answer);
	}
	if (used < g_hash_table_size(source->given))
		return cli_usage(walk->cli,
		                 _("these answers do not lead to every item that has one; nothing was kept")),
		       FALSE;
	return TRUE;
}

/* --- asking --------------------------------------------------------------------------------------- */

/* One line of a pipe is one answer; a wrong one ends it, since the lines after it were meant for other items. */
static Asked read_piped(Source *source, const Item *item, Answer *answer)
{
	g_autoptr(GError) error = NULL;
	char *line = NULL;
	size_t size = 0;
	ssize_t length = getline(&line, &size, stdin);
	g_autofree char *reply = length < 0 ? NULL : g_strndup(line, length);

	free(line);
	if (!reply)
		return ASK_STOPPED;
	source->line++;
	if (strlen(reply) != (size_t)length)
		cli_fail(_("line %d, for `%s`: it holds a NUL byte"), source->line, item->name);
	else if (checkin_read_answer(item, reply, answer, &error))
		return ASK_GOT;
	else
		cli_fail(_("line %d, for `%s`: %s"), source->line, item->name, error->message);
	return ASK_FAILED;
}

static Asked get_answer(Walk *walk, Answer *answer)
{
	Source *source = &walk->source;

	if (source->given)
		return answer_given(source, walk->item, answer, NULL) ? ASK_GOT : ASK_FAILED;
	if (!ask_possible())
		return read_piped(source, walk->item, answer);
	cli_say(" "); /* an empty line between questions */
	source->style.back = walk->before->len > 0;
	return item_ask_as(walk->item, &source->style, answer);
}

/* What a person typed is not lost to a store that is busy for a moment. */
static gboolean keep(Walk *walk, const Answer *answer)
{
	while (!recorder_put(&walk->recorder, walk->item, answer))
		if (walk->source.given || !ask_possible() || ask_yes(_("Try again? [Y/n]")) != 1)
			return FALSE;
	return TRUE;
}

static void say_kept(const Walk *walk)
{
	int kept = walk->recorder.kept;

	cli_say(walk->recorder.late
	                ? ngettext("%d answer kept, marked as late.", "%d answers kept, marked as late.", kept)
	                : ngettext("%d answer kept.", "%d answers kept.", kept),
	        kept);
}

static gboolean step(Walk *walk)
{
	g_auto(Answer) answer = { NULL, -1 };
	Asked asked = get_answer(walk, &answer);

	if (asked == ASK_BACK)
		return go_back(walk);
	if (asked == ASK_STOPPED)
		cli_fail(walk->recorder.kept || walk->before->len
		                 ? _("stopped before `%s`; `steady checkin --resume` goes on")
		                 : _("stopped before `%s`"),
		         walk->item->name);
	if (asked != ASK_GOT || !keep(walk, &answer))
		return FALSE;
	go_on(walk, &answer);
	return TRUE;
}

static void print_kept(const Walk *walk)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_string(&json, "protocol", walk->all->name);
	json_int(&json, "kept", walk->recorder.kept);
	json_bool(&json, "late", walk->recorder.late);
	json_string(&json, "next", walk->item ? walk->item->name : NULL);
	json_close(&json, '}');
	json_print(&json);
}

static int end(const Walk *walk, int code)
{
	(walk->cli->json ? print_kept : say_kept)(walk);
	return code;
}

int walk_through(Walk *walk)
{
	while (walk->item)
		if (!step(walk))
			return end(walk, EXIT_FAILED);
	return recorder_end(&walk->recorder) ? end(walk, EXIT_DONE) : EXIT_FAILED;
}
