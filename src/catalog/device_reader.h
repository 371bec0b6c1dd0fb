// What does a device's file say? Read strictly: data/schema/device.schema.json in C++.
#pragma once

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"

namespace canrun {

// The fields of a device but its sources, from an object that may hold others too (an id, say): reads and checks,
// without refusing what it does not know. Errors as json::Fields gives them, and "wrong-pattern" (a PCI id).
// `device.id` stays empty: the path of the file is the id.
DeviceFacts read_device_fields(json::Fields& fields, Errors& errors);

// The same from a whole file: with its sources and nothing else.
Result<DeviceFacts> device_from_json(const json::Value& value);

// What a well-formed device file must keep beyond its shape; empty when it does. Errors: "unsourced-number" (a number
// that no source names), "unknown-source-field" (a source for a field that is not there), "usable-exceeds-memory".
// Precondition: device_from_json accepts `value`.
Errors device_lints(const json::Value& value);

}  // namespace canrun
