/* What a company does, at the end of its name. */
#include "lang_en_names.h"

#include <string.h>

static const char firms[][16] = {
    "Airlines",  "Airways",  "Bancorp",   "Brands",         "Communications", "Computer",
    "Electric",  "Energy",   "Foods",     "Industrie",      "Industries",     "Insurance",
    "Mining",    "Motor",    "Motors",    "Partners",       "Petroleum",      "Securities",
    "Steel",     "Stores",   "Systems",   "Technologies",   "Enterprises",    "Pharmaceuticals",
};

bool
ng_name_is_firm(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof firms / sizeof firms[0]; i++) {
        if (strlen(firms[i]) == n && memcmp(firms[i], p, n) == 0)
            return true;
    }
    return false;
}
