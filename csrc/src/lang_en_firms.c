/* What a company does, at the end of its name. */
#include "lang_en_names.h"

#include <string.h>

static const char firms[][16] = {
    "Airlines",  "Airways",  "Bancorp",   "Brands",         "Communications", "Computer",
    "Electric",  "Energy",   "Foods",     "Industrie",      "Industries",     "Insurance",
    "Mining",    "Motor",    "Motors",    "Partners",       "Petroleum",      "Securities",
    "Steel",     "Stores",   "Systems",   "Technologies",   "Enterprises",    "Pharmaceuticals",
};

/* Beside the legal forms that ng_name_word() knows. */
static const char forms[][16] = {"Group", "Company", "Companies", "Cos", "Cos.", "SAS", "SE"};

bool
ng_name_is_form(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (strlen(forms[i]) == n && memcmp(forms[i], p, n) == 0)
            return true;
    }
    return false;
}

bool
ng_name_is_firm(const char *p, size_t n)
{
    for (size_t i = 0; i < sizeof firms / sizeof firms[0]; i++) {
        if (strlen(firms[i]) == n && memcmp(firms[i], p, n) == 0)
            return true;
    }
    return false;
}
