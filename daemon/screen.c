#include "daemon/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "core/text.h"

#define COLUMNS 80
#define LINE_LIMIT 4095 /* bytes: the kernel cuts a longer line without a word */

struct Screen {
	ScreenEvents events;
	int out;                  /* our own opening of stdout, so that it can be non-blocking; or stdout itself */
	GString *waiting;         /* not yet taken by `out` */
	guint readable, writable; /* sources; 0: none */
	gboolean color;
	gboolean changed; /* `before` is what the terminal was */
	struct termios before;
};

/* --- out ------------------------------------------------------------------------------------------------- */

/* A second opening of what stdout is: O_NONBLOCK on stdout itself would be everybody's who shares it. A regular file never
 * waits, and has its own position. */
static int open_out(void)
{
	struct stat what;

	if (fstat(STDOUT_FILENO, &what) != 0 || !(S_ISCHR(what.st_mode) || S_ISFIFO(what.st_mode)))
		return STDOUT_FILENO;
	int fd = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? STDOUT_FILENO : fd;
}

static void screen_write(Screen *screen)
{
	while (screen->waiting->len > 0) {
		gssize n = write(screen->out, screen->waiting->str, screen->waiting->len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		g_string_erase(screen->waiting, 0, n < 0 ? -1 : n); /* nobody reads any more: dropped */
	}
}

static gboolean on_writable(int fd, GIOCondition condition, gpointer data)
{
	Screen *screen = data;

	screen_write(screen);
	if (screen->waiting->len > 0)
		return G_SOURCE_CONTINUE;
	screen->writable = 0;
	return G_SOURCE_REMOVE;
}

void screen_print(Screen *screen, const char *text)
{
	if (screen->waiting->len + strlen(text) > SCREEN_MAX_WAITING)
		return;
	g_string_append(screen->waiting, text);
	screen_write(screen);
	if (screen->waiting->len > 0 && !screen->writable)
		screen->writable = g_unix_fd_add(screen->out, G_IO_OUT | G_IO_HUP | G_IO_ERR, on_writable, screen);
}

static void screen_style(Screen *screen, const char *style, const char *text)
{
	g_autofree char *styled =
		screen->color ? g_strconcat("\033[", style, "m", text, "\033[0m", NULL) : g_strdup(text);

	screen_print(screen, styled);
}

void screen_dim(Screen *screen, const char *text)
{
	screen_style(screen, "2", text);
}

void screen_bold(Screen *screen, const char *text)
{
	screen_style(screen, "1", text);
}

int screen_columns(const Screen *screen)
{
	struct winsize size = { 0 };

	if (ioctl(screen->out, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return COLUMNS;
	return MIN(size.ws_col, COLUMNS);
}

/* --- in -------------------------------------------------------------------------------------------------- */

gboolean screen_reads(const Screen *screen)
{
	return screen->readable != 0;
}

static void screen_say_line(Screen *screen, char *bytes, gsize n)
{
	g_autofree char *line = NULL;

	if (n >= LINE_LIMIT && screen->events.too_long) {
		screen->events.too_long(screen->events.self);
		return;
	}
	for (gsize i = 0; i < n; i++)
		bytes[i] = bytes[i] ? bytes[i] : ' ';
	bytes[n - (bytes[n - 1] == '\n')] = '\0';
	line = g_strdelimit(text_clean(bytes), "\n", ' ');
	screen->events.line(screen->events.self, line);
}

/* One key a time: what was typed ahead is not an answer to a question not yet read. Nor are arrows, which begin with ESC. */
static void screen_say_key(Screen *screen, const char *bytes, gsize n)
{
	tcflush(STDIN_FILENO, TCIFLUSH);
	if (g_ascii_isprint(bytes[0]) && bytes[0] != ' ')
		screen->events.key(screen->events.self, bytes[0]);
}

static gboolean screen_in_lines(void)
{
	struct termios now;

	return tcgetattr(STDIN_FILENO, &now) == 0 && (now.c_lflag & ICANON);
}

static gboolean on_readable(int fd, GIOCondition condition, gpointer data)
{
	Screen *screen = data;
	char bytes[LINE_LIMIT + 2];
	gboolean lines = screen_in_lines();
	gssize n = read(fd, bytes, sizeof bytes - 1);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return G_SOURCE_CONTINUE;
	if (n <= 0) {
		screen->readable = 0;
		return G_SOURCE_REMOVE;
	}
	if (lines)
		screen_say_line(screen, bytes, n);
	else
		screen_say_key(screen, bytes, n);
	return G_SOURCE_CONTINUE;
}

/* A terminal that is somebody else's at the moment would stop us for touching it. */
static gboolean terminal_is_ours(void)
{
	return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp();
}

/* Signals stay (Ctrl-C), and so does the treatment of output. */
void screen_set_mode(Screen *screen, ScreenMode mode)
{
	struct termios want = screen->before;

	if (!screen->changed || !terminal_is_ours())
		return;
	if (mode == SCREEN_KEYS) {
		want.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		want.c_cc[VMIN] = 1;
		want.c_cc[VTIME] = 0;
	}
	tcsetattr(STDIN_FILENO, TCSANOW, &want);
}

/* --- life ------------------------------------------------------------------------------------------------- */

Screen *screen_new(const ScreenEvents *events)
{
	Screen *screen = g_new0(Screen, 1);
	const char *no_color = g_getenv("NO_COLOR");

	screen->events = *events;
	screen->waiting = g_string_new(NULL);
	screen->out = open_out();
	screen->color = isatty(STDOUT_FILENO) && !(no_color && *no_color);
	if (!terminal_is_ours() || tcgetattr(STDIN_FILENO, &screen->before) != 0)
		return screen;
	screen->changed = TRUE;
	screen_set_mode(screen, SCREEN_KEYS);
	screen->readable = g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, screen);
	return screen;
}

void screen_free(Screen *screen)
{
	if (!screen)
		return;
	screen_set_mode(screen, SCREEN_LINES);
	if (screen->readable)
		g_source_remove(screen->readable);
	if (screen->writable)
		g_source_remove(screen->writable);
	screen_write(screen);
	if (screen->out != STDOUT_FILENO)
		close(screen->out);
	g_string_free(screen->waiting, TRUE);
	g_free(screen);
}
