// What was asked, with nothing left open? The request again, every alias, default and automatic choice replaced.
#pragma once

#include "api/report.h"

namespace canrun {

void write_resolved(json::Writer& out, const Findings& findings);

// The change as a JSON Merge Patch (RFC 7396) to the request as it was asked, or to the resolved one.
void write_change(json::Writer& out, const Change& change, const Findings& findings);

}  // namespace canrun
