# Build the wheel, then install it beside the locked dependencies in a small image without build tools.
FROM python:3.13-slim AS build
WORKDIR /src
RUN pip install --no-cache-dir "hatchling==1.33.0"
COPY pyproject.toml README.md ./
COPY bot ./bot
COPY dialogues ./dialogues
COPY prompts ./prompts
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels .

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STRONGSUIT_DATA_DIR=/data \
    STRONGSUIT_HTTP_HOST=0.0.0.0
# Pango and fonts are for PDF copies and pictures of plans: Latin, Arabic, Hebrew, Indic, Chinese, Japanese, Korean, emoji.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt /tmp/requirements.txt
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt
COPY --from=build /wheels /tmp/wheels
RUN pip install --no-cache-dir --no-deps /tmp/wheels/*.whl \
    && rm -r /tmp/wheels /tmp/requirements.txt \
    # The words, compiled once: every start is shorter by that.
    && PYTHONDONTWRITEBYTECODE= python -c "from bot.compose.content import usable_content; from bot.settings import read_settings; usable_content(read_settings())" \
    && useradd --system --uid 10001 --no-create-home strongsuit \
    && install -d -o strongsuit -g strongsuit -m 0700 /data
USER strongsuit
VOLUME /data
# /healthz, /readyz and /metrics; the webhook and the web pages, where they are set up. For a proxy that speaks TLS, not
# for the open network.
EXPOSE 8080
# Whether its loop answers: what a restart can mend. Whether Telegram and the database answer, /readyz says.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ.get('STRONGSUIT_HTTP_PORT', '8080') + '/healthz', timeout=8)"]
ENTRYPOINT ["strongsuit"]
CMD ["run"]
