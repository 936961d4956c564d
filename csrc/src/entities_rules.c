/* The rules of the entity stage: why a name is of the entity of another. */
#include "entities_join.h"

const ng_rule ng_entity_rules[] = {
    {"J1", "the aliases that the user gave say whose name it is"},
    {"J2", "the lexicon knows both as names of one thing"},
    {"J3", "a full name with another middle name, initial or short given name"},
    {"J4", "a part of a person's full name"},
    {"J5", "two persons bear the name: the first, where it stood alone before the second came"},
    {"J6", "misspelt once: a letter more or less, or two changed over"},
    {"J7", "singular and plural of a people"},
    {"J8", "with and without the legal form, Group or Company"},
    {"J9", "an acronym by the initials of the name"},
    {"J10", "an acronym that stands in brackets beside the name"},
    {"J11", "the first words of an organisation, told in full before"},
    {"J12", "the last words of a name, or what stands behind its of"},
    {"J13", "the noun of a name, where only one has it: the University"},
    {"J14", "a product without its maker"},
    {"J15", "a storm by its name alone"},
    {"J16", "a place without City or City of; North of North Roe"},
    {"J17", "the same letters in other words or under another label"},
    {"J18", "one of your lexicons says whose name it is"},
};
const size_t ng_n_entity_rules = sizeof ng_entity_rules / sizeof ng_entity_rules[0];

_Static_assert(sizeof ng_entity_rules / sizeof ng_entity_rules[0] == NG_N_ENTITY_RULES,
               "a rule, a name");
