#include "cli/ask-keys.h"

#include <glib-unix.h>
#include <termios.h>
#include <unistd.h>

#define REST_OF_KEY 50 /* ms: what follows an Escape by then is an arrow key, and no Escape */

/* Signals come by GLib: threads that the library began may take them too, so blocking them here would not do. */
struct Keys {
	struct termios before;
	GMainContext *context;
	GPtrArray *sources; /* of GSource */
	gboolean readable, late, ended;
};

static gboolean on_end(gpointer data)
{
	((Keys *)data)->ended = TRUE;
	return G_SOURCE_CONTINUE;
}

static gboolean on_readable(int fd, GIOCondition condition, gpointer data)
{
	((Keys *)data)->readable = TRUE;
	return G_SOURCE_CONTINUE;
}

static gboolean on_late(gpointer data)
{
	((Keys *)data)->late = TRUE;
	return G_SOURCE_REMOVE;
}

/* Takes `source`. */
static void listen_to(Keys *keys, GSource *source, GSourceFunc heard)
{
	g_source_set_callback(source, heard, keys, NULL);
	g_source_attach(source, keys->context);
	g_ptr_array_add(keys->sources, source);
}

static void source_end(gpointer source)
{
	g_source_destroy(source);
	g_source_unref(source);
}

/* Ctrl-C and Ctrl-Z are keys here: a shell would come back to a terminal without echo. */
static void set_modes(const Keys *keys)
{
	struct termios now = keys->before;

	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
}

Keys *keys_open(void)
{
	Keys *keys = g_new0(Keys, 1);

	if (tcgetattr(STDIN_FILENO, &keys->before) < 0)
		return g_free(keys), NULL;
	keys->context = g_main_context_new();
	keys->sources = g_ptr_array_new_with_free_func(source_end);
	listen_to(keys, g_unix_signal_source_new(SIGINT), on_end);
	listen_to(keys, g_unix_signal_source_new(SIGTERM), on_end);
	listen_to(keys, g_unix_signal_source_new(SIGHUP), on_end);
	listen_to(keys, g_unix_fd_source_new(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR), G_SOURCE_FUNC(on_readable));
	set_modes(keys);
	return keys;
}

void keys_close(Keys *keys)
{
	if (!keys)
		return;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before);
	g_ptr_array_unref(keys->sources);
	g_main_context_unref(keys->context);
	g_free(keys);
}

/* Waits so many ms, -1: as long as it takes. Whether a byte is there. */
static gboolean wait_for_byte(Keys *keys, int patience)
{
	GSource *timer = patience < 0 ? NULL : g_timeout_source_new((guint)patience);

	keys->readable = keys->late = FALSE;
	if (timer) {
		g_source_set_callback(timer, on_late, keys, NULL);
		g_source_attach(timer, keys->context);
	}
	while (!keys->readable && !keys->late && !keys->ended)
		g_main_context_iteration(keys->context, TRUE);
	if (timer)
		source_end(timer);
	return keys->readable && !keys->ended;
}

/* -1: none came in time, the terminal is gone, or the program is to end. */
static int next_byte(Keys *keys, int patience)
{
	guchar byte;

	return wait_for_byte(keys, patience) && read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}

/* "\033[A", "\033OA", "\033[1;2A", "\033[3~": the last byte tells. */
static int arrow(Keys *keys)
{
	static const int arrows[] = { KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT };
	int byte = next_byte(keys, REST_OF_KEY);

	if (byte != '[' && byte != 'O')
		return KEY_NONE;
	do
		byte = next_byte(keys, REST_OF_KEY);
	while (byte >= 0 && byte < '@');
	return byte >= 'A' && byte <= 'D' ? arrows[byte - 'A'] : KEY_NONE;
}

int keys_next(Keys *keys)
{
	int byte = next_byte(keys, -1);

	switch (byte) {
	case -1:
	case 3: /* Ctrl-C */
	case 4: /* Ctrl-D */
		return KEY_STOP;
	case '\r':
	case '\n':
		return KEY_ENTER;
	case '\b':
	case 127:
		return KEY_RUBOUT;
	case 27:
		return arrow(keys);
	}
	return byte >= ' ' && byte < 127 ? byte : KEY_NONE;
}
