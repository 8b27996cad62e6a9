/* An answer to a check-in that is over: kept, and marked as late. */
#include "daemon/dialogue-state.h"
#include "core/i18n.h"

typedef struct Late {
	App *app;
	gint64 id;
	char *item, *text;
	Protocol *protocol;
	const Item *asked; /* of the protocol */
	AppReply reply;
	gpointer reply_data;
} Late;

static void late_free(Late *late)
{
	g_free(late->item);
	g_free(late->text);
	protocol_free(late->protocol);
	g_free(late);
}

/* Takes `late`. */
static void late_end(Late *late, const char *next, const GError *error)
{
	late->reply(late->reply_data, late->id, next, error);
	late_free(late);
}

static void on_written(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	const Answered *answered = job;
	Late *late = answered->about;
	Answer answer = { (char *)answered->response.value, -1 };
	const Item *next = checkin_next(late->protocol, late->asked, &answer);

	if (!error && app->history && !dialogue_note_single(app, &answered->response))
		history_add_asked(app->history, answered->response.item);
	if (!error)
		episode_heard(app, &answered->response, NULL);
	late_end(late, error ? NULL : next ? next->name : "", error);
}

static void write_late(Late *late, const Past *past, const Answer *answer)
{
	App *app = late->app;
	gint64 now = app_now(app).wall;
	Response response = { .decision = late->id,
		              .protocol = past->content,
		              .begun = past->begun ? past->begun : now,
		              .item = late->asked->name,
		              .value = answer->value,
		              .number = answer->number,
		              .score = late->asked->score,
		              .at = now,
		              .zone_offset = zone_offset(app->zone, now),
		              .route = "command",
		              .late = TRUE,
		              .urge = dialogue_urge(past->schedule) };

	record_response(app->edges.disk, &response, late, on_written, app);
}

/* The item that was named keeps its turn. */
static void find_item(Late *late, const Past *past)
{
	g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer item;

	g_hash_table_iter_init(&iter, past->answers);
	while (g_hash_table_iter_next(&iter, &item, NULL))
		g_hash_table_add(given, item);
	g_hash_table_add(given, late->item);
	late->protocol = dialogue_questions(late->app, past->content, given);
	if (late->protocol)
		late->asked = checkin_resume(late->protocol, past->answers);
}

static gboolean read_late(Late *late, Answer *answer, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (late->asked && (!*late->item || g_str_equal(late->item, late->asked->name)) &&
	    checkin_read_answer(late->asked, late->text, answer, &why))
		return TRUE;
	if (!late->asked)
		g_set_error(error, APP_ERROR, APP_ERROR_NO_PROMPT,
		            _("prompt %lld is closed, and nothing is left to answer"), (long long)late->id);
	else if (!why)
		g_set_error(error, APP_ERROR, APP_ERROR_ANSWER, _("'%s' is not what is asked by now: that is '%s'"),
		            late->item, late->asked->name);
	else
		g_set_error(error, APP_ERROR, APP_ERROR_ANSWER, "%s", why->message);
	return FALSE;
}

static void on_past(gpointer owner, gpointer job, const GError *error)
{
	App *app = owner;
	const Recalled *recalled = job;
	Late *late = recalled->about;
	g_auto(Answer) answer = { NULL, -1 };
	g_autoptr(GError) problem = NULL;

	if (!error && !recalled->past.schedule)
		error = problem = app_no_prompt(late->id);
	if (!error && app->history)
		find_item(late, &recalled->past);
	if (!error && !read_late(late, &answer, &problem))
		error = problem;
	if (error)
		late_end(late, NULL, error);
	else
		write_late(late, &recalled->past, &answer);
}

void dialogue_answer_late(App *app, gint64 id, const char *item, const char *text, AppReply reply, gpointer data)
{
	Late *late = g_new0(Late, 1);

	late->app = app;
	late->id = id;
	late->item = g_strdup(item);
	late->text = g_strdup(text);
	late->reply = reply;
	late->reply_data = data;
	record_recall(app->edges.disk, id, late, on_past, app);
}
