/* doctor.c - the table of checks, and what is made of it. */
#include "cli/doctor.h"

#include "core/text.h"

const Check doctor_checks[] = {
	{ "installed", look_for_parts, WEIGHT_WRONG, "Steady is not installed whole: {} is missing.",
	  "Install it again." },
	{ "setup", look_for_settings, WEIGHT_WRONG, "There are no settings yet, so nothing comes.",
	  "`steady setup` makes them: three questions." },
	{ "settings", look_at_settings, WEIGHT_WRONG, "The settings cannot be used. {}",
	  "`steady config check` lists all that is wrong, `steady config edit` opens them." },
	{ "bus", look_for_bus, WEIGHT_WRONG, "There is no session bus here: nothing can be shown or asked.",
	  "Type this in a terminal of your desktop, or log in again." },
	{ "daemon", look_for_daemon, WEIGHT_WRONG, "The daemon is not running, so nothing comes.",
	  "`steady start` starts it." },
	{ "answers", look_at_silence, WEIGHT_WRONG, "The daemon is running, but it does not answer.",
	  "`systemctl --user restart steady`; without systemd: end steadyd, then `steady start`." },
	{ "version", look_at_version, WEIGHT_WRONG, "The daemon is version {}, this command is " STEADY_VERSION ".",
	  "`systemctl --user restart steady`; without systemd: end steadyd, then `steady start`." },
	{ "unit", look_at_unit, WEIGHT_WRONG, "Steady does not start at login: its unit is {}.",
	  "`systemctl --user enable --now steady`" },
	{ "server", look_for_server, WEIGHT_WRONG, "Nothing here shows notifications: prompts wait.",
	  "Switch your desktop's notifications on; on a bare window manager install dunst or mako. Until then: "
	  "`steady pending`." },
	{ "server-answers", look_at_server, WEIGHT_WRONG,
	  "What shows notifications here does not answer: prompts wait.",
	  "Start your desktop's notifications again, or log in again. Until then: `steady pending`." },
	{ "buttons", look_for_buttons, WEIGHT_NOTE, "{}.",
	  "`steady answer last` answers the one that is shown; `steady pending` lists what waits." },
	{ "do-not-disturb", look_at_peace, WEIGHT_NOTE,
	  "Do not disturb is on ({}): check-ins wait, the rest is left out.",
	  "Switch it off in your desktop when you want prompts." },
	{ "store", look_at_store, WEIGHT_WRONG, "What was recorded cannot be read: {}",
	  "`steady backup list` shows the copies there are; keep the file as it is until you know." },
	{ "store-whole", look_into_store, WEIGHT_WRONG, "What was recorded cannot be trusted: {}",
	  "Copy the file first. `steady backup list` shows the copies; `steady backup restore PATH` puts one back." },
	{ "store-writable", look_at_writing, WEIGHT_WRONG, "Nothing can be recorded: {}.",
	  "Give yourself the right to write there, or make the disk writable." },
	{ "room", look_at_room, WEIGHT_WRONG, "The disk is all but full: {} are left where answers are kept.",
	  "Make some room. Nothing is lost; what waits is written then." },
	{ "deleted", look_for_deletion, WEIGHT_WRONG,
	  "A deletion was broken off: what is gone from every list may still lie in {}.",
	  "The same command again finishes it, and so does every `steady forget`." },
	{ "private", look_at_privacy, WEIGHT_WRONG, "Others on this computer could read what is yours.", "{}" },
	{ "leftovers", look_for_leftovers, WEIGHT_NOTE, "Something that was begun in an editor was not kept: {}",
	  "Keep it (`steady draft < FILE`, `steady note < FILE`), or delete it. An editor may still have it open." },
	{ "clock", look_at_clock, WEIGHT_WRONG, "The clock says {}; that cannot be.",
	  "Set it: `timedatectl set-ntp true`." },
	{ "zone", look_at_zone, WEIGHT_WRONG, "The time zone cannot be read ({}): times are taken as UTC.",
	  "`timedatectl set-timezone Europe/Berlin`, or whichever is yours; see $TZ, too." },
	{ "helplines", look_at_helplines, WEIGHT_NOTE,
	  "Numbers of `steady helplines` were read on {}: they may have changed since.",
	  "See on their pages whether they still hold, or update Steady." },
	{ NULL },
};

static char *fill(const char *text, const char *detail)
{
	g_autoptr(GString) whole = g_string_new(text);

	g_string_replace(whole, "{}", detail ? detail : "", 0);
	return text_clean(whole->str);
}

static Finding look(const Check *check, const Patient *patient)
{
	g_autofree char *detail = NULL;
	Finding finding = { .check = check, .health = check->look(patient, &detail) };

	if (finding.health == HEALTH_FOUND) {
		finding.said = fill(check->said, detail);
		finding.fix = fill(check->fix, detail);
	}
	return finding;
}

static void finding_clear(gpointer data)
{
	Finding *finding = data;

	g_free(finding->said);
	g_free(finding->fix);
}

GArray *doctor_look(const Cli *cli)
{
	GArray *findings = g_array_new(FALSE, FALSE, sizeof(Finding));
	Patient patient;

	g_array_set_clear_func(findings, finding_clear);
	patient_init(&patient, cli);
	for (const Check *check = doctor_checks; check->name; check++) {
		Finding finding = look(check, &patient);

		g_array_append_val(findings, finding);
	}
	patient_clear(&patient);
	return findings;
}
