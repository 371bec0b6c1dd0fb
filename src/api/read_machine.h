// Which machine was asked about? The machine, its devices and host, read strictly.
#pragma once

#include "api/request.h"

namespace canrun {

// `devices_vary`: ranking asks for every device, so only the host is given.
void read_machine(const json::Value& value, const Knowledge& knowledge, bool devices_vary, Circumstances& into,
                  Errors& errors);

// The machine as the estimator sees it, one entry a device.
Machine machine_of(const Circumstances& asked);

}  // namespace canrun
