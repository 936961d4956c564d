#include "speech.h"
#include "memory.h"

#include <string.h>

const ng_rule ng_role_rules[] = {
    {"R1", "a title in front of a name"},
};
const size_t ng_n_role_rules = sizeof ng_role_rules / sizeof ng_role_rules[0];

ng_status
ng_roles_run(const ng_pipeline *pipeline, ng_doc *doc)
{
    (void)pipeline;
    return ng_speech_start(doc);
}
