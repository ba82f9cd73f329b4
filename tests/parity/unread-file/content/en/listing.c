About coal.
