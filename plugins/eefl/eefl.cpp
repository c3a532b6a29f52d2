// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/eefl/eefl.h"

#include "core/plugin/plugin_api.h"

EXITLAB_METHOD(exitlab::Eefl)
