#include "core/zone.h"

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, 400 of them are an era. */
enum { ERA_DAYS = 146097, MARCH_0000 = 719468 }; /* days from 0000-03-01 to 1970-01-01 */

int date_to_day(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - MARCH_0000;
}

void date_from_day(int days, int *year, int *month, int *day)
{
	int z = days + MARCH_0000;
	int era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	unsigned in_era = (unsigned)(z - era * ERA_DAYS);
	unsigned of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	unsigned of_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
	unsigned m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)of_era + era * 400 + (*month <= 2);
}
