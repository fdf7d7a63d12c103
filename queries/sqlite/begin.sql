-- Start the one writing transaction at once, so that it never fails half-way for want of the lock.
BEGIN IMMEDIATE
