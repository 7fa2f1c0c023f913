# The kit with all that it needs, for a user without rights, whatever number that user has.
# Build: docker build -t many-hands .
# Run:   docker run --rm -it --user "$(id -u):$(id -g)" -v "$PWD:/kit" many-hands
FROM python:3.13-slim
RUN apt-get update && apt-get install -y --no-install-recommends bubblewrap git && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir "nox>=2026.4" "uv>=0.9"
RUN useradd --create-home --uid 1000 student && mkdir /kit && chown student: /kit
# Not in /kit: where a folder is mounted there, its own environments were made on another system.
ENV HOME=/home/student LANG=C.UTF-8 NOX_ENVDIR=/home/student/.nox
USER student
WORKDIR /kit
COPY --chown=student: . .
# What a session installs at its first command, so that no network is needed later. --help does nothing else.
RUN nox -s grade watch hint reset doctor -- --help >/dev/null && rm -rf ~/.cache && chmod -R a+rwX ~ /kit
CMD ["bash", "-c", "nox -s grade; exec bash"]
