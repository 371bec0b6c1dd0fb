// Which families need more than a row of traits? Each function changes what the plain reading made of one of them.
#pragma once

#include "model/families.h"

namespace canrun::readers {

// recurrent_readers.cpp
void mamba(Reading reading);
void mamba2(Reading reading);
void jamba(Reading reading);
void granite_hybrid(Reading reading);
void falcon_h1(Reading reading);
void nemotron_h(Reading reading);
void lfm2(Reading reading);

// linear_readers.cpp
void qwen3_next(Reading reading);
void qwen3_5(Reading reading);
void kimi_linear(Reading reading);
void minimax_text(Reading reading);

// gemma_readers.cpp
void gemma3n(Reading reading);
void gemma4(Reading reading);

// dense_readers.cpp
void falcon(Reading reading);
void chatglm(Reading reading);
void glm130b(Reading reading);
void gpt_bigcode(Reading reading);
void opt(Reading reading);
void stablelm(Reading reading);
void mllama(Reading reading);
void nemotron_nas(Reading reading);
void gated_attention(Reading reading);

// sparse_readers.cpp
void arctic(Reading reading);
void grok(Reading reading);
void llama4(Reading reading);
void hunyuan_v3(Reading reading);
void deepseek_v32(Reading reading);
void minimax_m3(Reading reading);
void longcat_flash(Reading reading);
void mimo_v2(Reading reading);
void step3p5(Reading reading);

}  // namespace canrun::readers
